import { describe, expect, test } from 'vitest';
import { ServiceContainer } from '../../src';
import { readScript, SCRIPTS } from '../../src/data/scripts';
import { readByScript } from '../../src/model/script-variables';
import { describeRefusals } from '../support/errors';
import { emptyProject, paymentApi } from '../support/payment-api';
import { smallTree } from '../support/small-tree';
import { lowered, synthesized, withCharts } from '../support/synthesize';

/*
 * Guards: what a script of ours does, its construct alone says. A variable of the project's that happens to have the name of
 * one that a script reads is refused where it is set for that job, and hidden from the script where it is set for all.
 */

const EVERY_NAME = [...new Set(SCRIPTS.flatMap(({ name }) => readByScript(name)))];

/** The script that a step calls. */
const scriptOf = (run: string | undefined) => /^bash \.github\/stagegate\/([\w-]+)\.sh$/.exec(run ?? '')?.[1];

/** Names under `Environment:` in the head of a script. */
function documented(script: string): string[] {
  const [head] = readScript(`${script}.sh`).split('\n\n');
  const [, environment = ''] = /\n# Environment:(.*?)(?=\n# (?:Needs|Writes|Output|Summary|Leaves):)/s.exec(head) ?? [];
  const composed = /What these scripts read[^:]*:(.*)/s.exec(environment)?.[1];
  const names =
    composed?.match(/\b[A-Z][A-Z0-9_]{2,}\b/g) ??
    [...environment.matchAll(/^# {3}((?:[A-Z][A-Z0-9_]+(?:, )?)+)/gm)].flatMap(([, list]) => list.split(/, ?/));
  return [...new Set(names)].filter((name) => !/^(?:GITHUB_|RUNNER_|$)/.test(name)).sort();
}

describe('the variables that a script reads', () => {
  test.each(SCRIPTS.map(({ name }) => name))('%s names them in its head', (script) => {
    expect(documented(script)).toEqual([...readByScript(script)].sort());
  });
});

describe('variables of the whole workflow', () => {
  // A DIGEST that no job of the run made is a mistake wherever it stands.
  const names = EVERY_NAME.filter((name) => name !== 'DIGEST');
  const env = Object.fromEntries(names.map((name) => [name, 'of the project']));
  const pipeline = paymentApi(withCharts(emptyProject(), 'charts/payment-api'), { env });
  const { workflow } = lowered(pipeline).model;

  test('reach no script', () => {
    const calls = Object.values(workflow.jobs).flatMap((job) =>
      job.steps.flatMap((step) => {
        const script = scriptOf(step.run);
        return script === undefined ? [] : [{ script, found: { ...workflow.env, ...job.env, ...step.env } }];
      }),
    );
    expect(calls.length).toBeGreaterThan(15);
    for (const { script, found } of calls) {
      expect([script, ...readByScript(script).filter((name) => found[name] === 'of the project')]).toEqual([script]);
    }
  });

  test('reach the commands of the project', () => {
    const { steps, env: ofJob } = workflow.jobs['unit-test'];
    expect([ofJob, steps.find(({ run }) => run === 'npm test')?.env]).toEqual([undefined, undefined]);
  });

  test('are no mistake', () => {
    expect(synthesized(pipeline).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

test('a variable of the whole workflow is emptied where a script would obey it, and why is said', () => {
  const { pipeline } = smallTree({ pipeline: { env: { MODE: 'warn', LEVEL: 'debug' } } });
  const text = synthesized(pipeline).files.find(({ path }) => path === '.github/workflows/api.yml')?.content;
  expect(text).toContain(`      - name: Compare with the performance baseline
        # Empty for the script: MODE of the workflow says something else.
        env:
          TOLERANCE_PERCENT: '20'
          MODE: ''
        run: bash .github/stagegate/compare-baseline.sh
`);
});

const remedy =
  'say it with the options of the construct where it is meant for the script, else name it otherwise or set it at the steps that need it';

describeRefusals('a job that tells a script of ours', {
  'by its environment': [
    () => smallTree({ integration: { env: { CANDIDATE: 'ghcr.io/acme/old:stable' } } }),
    'script-env  api/integration/integration-test  got the environment variable CANDIDATE, which start-image.sh reads: what it does, the construct alone says',
    remedy,
  ],
  'by its container': [
    () => smallTree({ integration: { container: { image: 'node:22', env: { MODE: 'warn' } } } }),
    'script-env  api/integration/integration-test  got the environment variable MODE, which compare-baseline.sh reads: what it does, the construct alone says',
    remedy,
  ],
  'by a service': [
    () => smallTree({ integration: { services: [ServiceContainer.redis({ urlVariable: 'BASELINE' })] } }),
    'script-env  api/integration/integration-test  got the environment variable BASELINE, which compare-baseline.sh reads: what it does, the construct alone says',
    remedy,
  ],
  'where a deployment goes': [
    () => smallTree({ deploy: { env: { RELEASE: 'other' } } }),
    'script-env  api/production/production  got the environment variable RELEASE, which deploy-release.sh reads: what it does, the construct alone says',
    remedy,
  ],
});
