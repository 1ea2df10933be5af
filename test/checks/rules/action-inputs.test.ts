import { expect, test } from 'vitest';
import { actionInputs } from '../../../src/checks/rules/action-inputs';
import { actionReference } from '../../../src/data/action-pins';
import { Severity } from '../../../src/policy/finding';
import { describeCheck, findingsFor, oneStep } from '../support/describe-check';

const action = (name: string, inputs: Record<string, string>) =>
  oneStep({ uses: actionReference(name).uses, with: inputs });

describeCheck(actionInputs, {
  passes: {
    'declared inputs, in any case': action('actions/upload-artifact', { path: 'a', NAME: 'b' }),
    'a required input that has a default': action('azure/setup-helm', {}),
    'a commit whose inputs we have not read': oneStep({ uses: `actions/checkout@${'0'.repeat(40)}`, with: { x: '1' } }),
    'an action that we do not know': oneStep({ uses: 'acme/action@v1', with: { x: '1' } }),
  },
  fails: {
    'an unknown input': [
      action('actions/checkout', { 'fetch-dept': '0' }),
      `sample/work: step "it" of job "work" gives 'fetch-dept' to actions/checkout v7.0.1, which has no such input; did you mean "fetch-depth"?`,
    ],
    'a missing input': [
      action('actions/cache/save', { path: 'a' }),
      `sample/work: step "it" of job "work" gives no 'key' to actions/cache/save v5.0.5, which requires it`,
    ],
    'a deprecated input': [
      action('actions/cache', { path: 'a', key: 'b', 'save-always': 'true' }),
      `sample/work: step "it" of job "work" gives 'save-always' to actions/cache v5.0.5, where it is deprecated`,
    ],
  },
});

test('a deprecated input is a warning', () => {
  const spec = action('azure/setup-helm', { version: 'v4.2.4', token: 'x' });
  expect(findingsFor(actionInputs, spec).map(({ severity }) => severity)).toEqual([Severity.WARNING]);
});
