import { describe, expect, test } from 'vitest';
import { Duration, Step } from '../../src';
import { describeRefusals, thrownBy } from '../support/errors';

const SHA = '0123456789abcdef0123456789abcdef01234567';

describe('Step', () => {
  test('is a command with every key that GitHub has', () => {
    const step = Step.run('test', 'npm test', {
      name: 'Test',
      condition: '!cancelled()',
      env: { CI: 'true' },
      timeout: Duration.minutes(3),
      continueOnError: true,
      workingDirectory: 'api',
      shell: 'pwsh',
    });
    expect(step._toModel()?.step).toEqual({
      name: 'Test',
      id: 'test',
      if: '${{ !cancelled() }}',
      'continue-on-error': true,
      'timeout-minutes': 3,
      env: { CI: 'true' },
      'working-directory': 'api',
      shell: 'pwsh',
      run: 'npm test',
    });
  });

  test('is an action by its pin, its inputs as they are written', () => {
    const step = Step.action('checkout', 'actions/checkout', {
      inputs: { 'fetch-depth': 0, imageTag: 'x', UPPER: true, gone: undefined },
    })._toModel();
    expect(step?.step.uses).toMatch(/^actions\/checkout@[0-9a-f]{40}$/);
    expect(step?.version).toMatch(/^v\d+\.\d+\.\d+$/);
    expect(step?.step.with).toEqual({ 'fetch-depth': 0, imageTag: 'x', UPPER: true });
  });

  test('is an action of anybody, by its commit and version', () => {
    const step = Step.action('own', `acme/own@${SHA}`, { version: 'v1.2.3' })._toModel();
    expect([step?.step.uses, step?.version]).toEqual([`acme/own@${SHA}`, 'v1.2.3']);
  });

  test('takes the longest id that GitHub does', () => {
    expect(Step.run('a'.repeat(99), 'true').id).toHaveLength(99);
  });
});

const idError = (id: string) =>
  `step-id  Step  got the id ${id}; an id has letters, digits, '-' and '_', starts with a letter or '_', not with '__', and is shorter than 100 characters`;

describeRefusals('Step', {
  'an expression inside a command': [
    () => Step.run('greet', 'echo ${{ github.event.issue.title }}'),
    'expression-in-run  Step.run(\'greet\')  got "echo ${{ github.event.issue.title }}"; a command holds no ${{ }}',
    'hand the value in by env and write "$NAME"',
  ],
  'an empty command': [
    () => Step.run('nothing', ' '),
    "empty-run  Step.run('nothing')  got an empty command",
    'give a command',
  ],
  'no value for an input': [
    () => Step.action('checkout', 'actions/checkout', { inputs: { ref: null } }),
    'action-input  Step.action(\'checkout\')  got null for the input "ref"; allowed are a text, a number, true and false',
    'write it as the text that the action reads, or leave it away',
  ],
  'a list for an input': [
    () => Step.action('checkout', 'actions/checkout', { inputs: { 'sparse-checkout': ['charts'] } }),
    'action-input  Step.action(\'checkout\')  got ["charts"] for the input "sparse-checkout"; allowed are a text, a number, true and false',
    'write it as the text that the action reads, or leave it away',
  ],
  'an id with a blank': [() => Step.run('a b', 'true'), idError('"a b"'), 'choose another id'],
  'an id of a hundred characters': [
    () => Step.run('a'.repeat(100), 'true'),
    idError(`"${'a'.repeat(76)}...`),
    'choose another id',
  ],
  'a prototype': [() => Step.run('__proto__', 'true'), idError('"__proto__"'), 'choose another id'],
  'a number': [() => Step.run('1e3', 'true'), idError('"1e3"'), 'choose another id'],
  'a branch for an action': [
    () => Step.action('scan', 'aquasecurity/trivy-action@master'),
    'unpinned-action  Step.action(\'scan\')  got "aquasecurity/trivy-action@master" without version; allowed is a name that stagegate has a pin for, or owner/name@<commit> with version',
    'pin the action to a full commit and say its version',
  ],
  'a commit without its version': [
    () => Step.action('own', `acme/own@${SHA}`),
    `unpinned-action  Step.action('own')  got "acme/own@${SHA}" without version; allowed is a name that stagegate has a pin for, or owner/name@<commit> with version`,
    'pin the action to a full commit and say its version',
  ],
  'half a minute': [
    () => Step.run('slow', 'true', { timeout: Duration.seconds(30) }),
    "step-timeout  Step 'slow'  got 0.5 minutes; allowed are whole minutes, at least 1",
    'round it up',
  ],
  'an action that there is no pin for': [
    () => Step.action('own', 'acme/own'),
    'unknown-action  Step.action(\'own\')  got "acme/own", which stagegate has no pin for',
    'name an action that it has, or pin it yourself: owner/name@<commit> with version',
  ],
});

test('a command runs in a shell that GitHub knows, or in a command of one’s own', () => {
  const inShell = (shell: string) => () => Step.run('a', 'true', { shell });
  expect(thrownBy(inShell('bsh'))).toMatch(/^shell {2}Step\.run\('a'\) {2}got the shell "bsh"; allowed are bash, sh,/);
  expect(thrownBy(inShell('perl {0}'))).toBe('');
});
