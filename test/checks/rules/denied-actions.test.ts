import { expect, test } from 'vitest';
import { deniedActions } from '../../../src/checks/rules/denied-actions';
import { actionPins, actionReference } from '../../../src/data/action-pins';
import { DENIED_ACTIONS } from '../../../src/data/denied-actions';
import { describeCheck, oneStep } from '../support/describe-check';

const trivy = (version: string) =>
  oneStep({ uses: actionReference('aquasecurity/setup-trivy').uses, with: { version } });

describeCheck(deniedActions, {
  passes: {
    'the commit that we pin': oneStep({ uses: actionReference('aquasecurity/trivy-action').uses }),
    'a clean version of the tool': trivy('v0.70.0'),
    'another action of the same owner': oneStep({ uses: 'tj-actions/glob@v1' }),
  },
  fails: {
    'a commit of an attack': [
      oneStep({ uses: 'aquasecurity/trivy-action@DDB9DA4475C1CEF7D5389062BDFDFBDBD1394648' }),
      'sample/work: step "it" of job "work" uses aquasecurity/trivy-action@DDB9DA4475C1CEF7D5389062BDFDFBDBD1394648: a commit of the intrusion of March 2026, which stole credentials (https://github.com/advisories/GHSA-69fq-xp46-6x23)',
    ],
    'any commit of an action that was taken over': [
      oneStep({ uses: 'tj-actions/changed-files@v47' }),
      'sample/work: step "it" of job "work" uses tj-actions/changed-files@v47: its tags were moved to a commit that printed secrets in March 2025 (https://github.com/advisories/GHSA-mrrh-fwg8-r2c3)',
    ],
    'a bad version of the tool': [
      trivy('v0.69.4'),
      'sample/work: step "it" of job "work" installs Trivy 0.69.4: a release of the intrusion of March 2026, which stole credentials (https://github.com/advisories/GHSA-69fq-xp46-6x23)',
    ],
  },
});

test('nothing that we pin is denied', () => {
  const bad = new Set(DENIED_ACTIONS.flatMap(({ shas }) => shas ?? []));
  const names = new Set(DENIED_ACTIONS.filter(({ shas }) => !shas).map(({ action }) => action));
  expect([...actionPins()].filter(({ name, sha }) => bad.has(sha) || names.has(name))).toEqual([]);
  for (const sha of bad) expect(sha).toMatch(/^[0-9a-f]{40}$/);
});

test('what we pin is not older than the release that closed a hole', () => {
  const floors: Record<string, string> = {
    'step-security/harden-runner': 'v2.16.0',
    'aws-actions/configure-aws-credentials': 'v6.2.1',
    'aquasecurity/trivy-action': 'v0.36.0',
    'aquasecurity/setup-trivy': 'v0.2.6',
  };
  const older = [...actionPins()].filter(
    ({ name, version }) => floors[name] && version.localeCompare(floors[name], 'en', { numeric: true }) < 0,
  );
  expect(older).toEqual([]);
});
