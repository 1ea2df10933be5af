import { describe, expect, test } from 'vitest';
import { ActionPin, BuildStage, ContainerRegistry, Job, Pipeline, Stage, Step } from '../../src';
import { describeRefusals } from '../support/errors';
import { emptyProject, paymentApi } from '../support/payment-api';
import { jobOf, synthesized, synthesizedProject, told, withCharts } from '../support/synthesize';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const checkout = ActionPin.of('actions/checkout', { commit: SHA, version: 'v99.0.1' });

/** Everything that the workflows of a project use, once each. */
function used(text: string): string[] {
  return [...new Set([...text.matchAll(/uses: (.*)/g)].map(([, uses]) => uses))].sort();
}

describe('action pins of one pipeline', () => {
  test('stand in every workflow of it, with their version, and nowhere else', () => {
    const project = withCharts(emptyProject(), 'charts/payment-api');
    paymentApi(project, {
      actionPins: [checkout],
      rollback: true,
      driftCheck: { appClientIdVariable: 'APP', privateKeySecret: 'APP_KEY' },
    });
    paymentApi(project, {}, 'other', 'other-');
    const { files, findings } = synthesizedProject(project);
    expect(told(findings.filter(({ path }) => path.startsWith('payment-api') && path !== 'payment-api'))).toEqual([]);
    const texts = (name: string) =>
      files.filter(({ path }) => path.startsWith(`.github/workflows/${name}`)).map(({ content }) => content);
    expect(texts('payment-api')).toHaveLength(3);
    for (const text of texts('payment-api')) {
      const checkouts = used(text).filter((uses) => uses.startsWith('actions/checkout'));
      expect(checkouts).toEqual([`actions/checkout@${SHA} # v99.0.1`]);
    }
    expect(texts('other').join('')).not.toContain(SHA);
  });

  test('cover every action of a repository, in any case of its name', () => {
    const pipeline = new Pipeline(emptyProject(), 'api', {
      actionPins: [ActionPin.of('Actions/Cache', { commit: SHA, version: '98' })],
    });
    new BuildStage(pipeline, 'build', { registry: ContainerRegistry.ghcr(), repository: 'acme/api' });
    const steps = [
      Step.action('restore', 'actions/cache/restore', { inputs: { path: 'x', key: 'y' } }),
      Step.action('cache', 'actions/cache', { inputs: { path: 'x', key: 'y' } }),
    ];
    new Job(new Stage(pipeline, 'more'), 'work', { steps, checkout: false });
    expect(jobOf(pipeline, 'work').steps.map(({ uses }) => uses)).toEqual([
      `actions/cache/restore@${SHA}`,
      `actions/cache@${SHA}`,
    ]);
  });

  test('leave alone what a step pins itself', () => {
    const own = 'f'.repeat(40);
    const pipeline = new Pipeline(emptyProject(), 'api', { actionPins: [checkout] });
    const steps = [Step.action('own', `actions/checkout@${own}`, { version: 'v98.0.0' })];
    new Job(new Stage(pipeline, 'more'), 'work', { steps, checkout: false });
    expect(jobOf(pipeline, 'work').steps.map(({ uses }) => uses)).toEqual([`actions/checkout@${own}`]);
  });

  test('are told where stagegate has gone on to a newer version', () => {
    const pipeline = new Pipeline(emptyProject(), 'api', {
      actionPins: [ActionPin.of('actions/checkout', { commit: SHA, version: 'v6.0.2' })],
    });
    new Job(new Stage(pipeline, 'more'), 'work', { steps: [Step.run('work', 'true')] });
    const { findings } = synthesized(pipeline);
    expect(told(findings.filter(({ rule, path }) => rule === 'current-actions' && path === 'api/more/work'))).toEqual([
      expect.stringMatching(
        /^info current-actions api\/more\/work: step "checkout" of job "work" uses actions\/checkout v6\.0\.2; stagegate pins v7\./,
      ),
    ]);
  });
});

const pin =
  (commit: string, version = 'v1.0.0', repository = 'actions/checkout') =>
  () =>
    ActionPin.of(repository, { commit, version });
const pipeline =
  (...actionPins: ActionPin[]) =>
  () =>
    new Pipeline(emptyProject(), 'api', { actionPins });
const KNOWN = 'leave it away, or name one of actions/attest, actions/cache, actions/checkout, ';

describeRefusals('ActionPin', {
  'a commit that is cut short': [
    pin('0123abc'),
    'action-pin  ActionPin.of("actions/checkout")  got the commit "0123abc"; allowed are 40 hexadecimal digits',
    'give the full commit of the release, in small letters',
  ],
  'a tag that moves': [
    pin(SHA, 'main'),
    'action-pin  ActionPin.of("actions/checkout")  got the version "main"; allowed is that of a release',
    "give the name of its tag, such as 'v7.0.1'",
  ],
  'a version that would end the comment': [
    pin(SHA, 'v1\n'),
    'action-pin  ActionPin.of("actions/checkout")  got the version "v1\\n"; allowed is that of a release',
    "give the name of its tag, such as 'v7.0.1'",
  ],
  'one action of a repository': [
    pipeline(ActionPin.of('actions/cache/restore', { commit: SHA, version: 'v1' })),
    'action-pin  api  got a pin of "actions/cache/restore"; a pin is for all actions of a repository',
    'name "actions/cache"',
  ],
  'a name with a commit': [
    pipeline(ActionPin.of(`actions/checkout@${SHA}`, { commit: SHA, version: 'v1' })),
    `action-pin  api  got a pin of "actions/checkout@${SHA}"; a pin is for all actions of a repository`,
    'name "actions/checkout"',
  ],
  'two of one repository': [
    pipeline(checkout, ActionPin.of('Actions/checkout', { commit: SHA, version: 'v1' })),
    'action-pin  api  got two pins of "Actions/checkout"',
    'leave one away',
  ],
});

test('a repository of which stagegate pins nothing is refused, with those that it pins', () => {
  const wrong = ActionPin.of('actions/chekout', { commit: SHA, version: 'v1' });
  expect(pipeline(wrong)).toThrow(
    `action-pin  api  got a pin of "actions/chekout", of which stagegate pins no action; did you mean actions/checkout?\n→ ${KNOWN}`,
  );
});
