import { describe, expect, test } from 'vitest';
import { runChecks } from '../../src/checks/run-checks';
import type { AcknowledgementModel } from '../../src/model/pipeline-model';
import { DeliveryPolicies } from '../../src/policy/delivery-policies';
import { type Finding, Severity } from '../../src/policy/finding';
import type { PipelineView } from '../../src/policy/pipeline-view';
import { Policy, type PolicyViolation } from '../../src/policy/policy';
import { PolicyPack } from '../../src/policy/policy-pack';
import { changed } from './support/change';
import { paymentApi } from './support/payment-api';

const today = '2026-11-24';

/** lint uses an unpinned tool. */
const unpinned = (acknowledgements: Partial<AcknowledgementModel>[] = []) =>
  changed(paymentApi(), (model) => {
    model.workflow.jobs.lint.steps.push({
      name: 'Cosign',
      id: 'cosign',
      uses: 'sigstore/cosign-installer@6f9f17788090df1f26f669e9d70d6ae9567deba6',
    });
    model.acknowledgements = acknowledgements.map((acknowledgement) => ({
      rule: 'pinned-tools',
      path: 'payment-api/validate/lint',
      reason: 'we test every release',
      owner: null,
      expires: null,
      ...acknowledgement,
    }));
  });
const run = (acknowledgements?: Partial<AcknowledgementModel>[]) => {
  const { findings, acknowledged } = runChecks(unpinned(acknowledgements), { policies: [], today });
  return { findings: findings.filter(({ rule }) => rule === 'pinned-tools'), acknowledged };
};

describe('acknowledgements', () => {
  test('set a finding aside, with who and why', () => {
    expect(run().findings).toHaveLength(1);
    const { findings, acknowledged } = run([{ owner: 'ada' }]);
    expect(findings).toEqual([]);
    expect(acknowledged).toMatchObject([
      { finding: { rule: 'pinned-tools' }, acknowledgement: { owner: 'ada', reason: 'we test every release' } },
    ]);
  });

  test.each([
    ['the construct', 'payment-api/validate/lint', 0],
    ['one above', 'payment-api', 0],
    ['one beside whose name begins alike', 'payment-api/validate/li', 1],
    ['another', 'payment-api/build', 1],
  ])('on %s', (_, path, standing) => {
    expect(run([{ path }]).findings).toHaveLength(standing);
  });

  test('hold on their last day, and after it the finding is back and says so', () => {
    expect(run([{ expires: today }]).findings).toEqual([]);
    const [finding] = run([{ expires: '2026-11-23', owner: 'ada' }]).findings;
    expect(finding.message).toMatch(/; the acknowledgement of ada expired on 2026-11-23: we test every release$/);
  });

  test('an expired one does not spoil one that holds', () => {
    expect(run([{ expires: '2020-01-01' }, { path: 'payment-api' }]).findings).toEqual([]);
  });
});

/** What a program in JavaScript does not see. */
type WritableView = { -readonly [Name in keyof PipelineView]: PipelineView[Name] } & {
  jobs: { timeoutMinutes: number }[];
};

describe('policies', () => {
  const strict = DeliveryPolicies.timeoutCeiling(1);
  const acknowledging = changed(paymentApi(), ({ acknowledgements }) => {
    acknowledgements.push({
      rule: 'acme/timeout-ceiling',
      path: 'payment-api',
      reason: 'too strict for us',
      owner: null,
      expires: null,
    });
  });
  const rulesOf = (pack: PolicyPack) =>
    new Set(runChecks(acknowledging, { policies: [pack], today }).findings.map(({ rule }) => rule));

  test('cannot be acknowledged away, and the finding says so', () => {
    const { findings, acknowledged } = runChecks(acknowledging, {
      policies: [new PolicyPack('acme', { policies: [strict] })],
      today,
    });
    expect(acknowledged).toEqual([]);
    expect(findings.find(({ rule }) => rule === 'acme/timeout-ceiling')?.message).toMatch(
      /its pack lets nobody acknowledge it$/,
    );
  });

  test('unless their pack allows it', () => {
    expect(rulesOf(new PolicyPack('acme', { policies: [strict], acknowledgeable: ['timeout-ceiling'] }))).not.toContain(
      'acme/timeout-ceiling',
    );
  });

  test('an acknowledgement of a policy that is not there names no rule', () => {
    expect(rulesOf(new PolicyPack('acme', { policies: [] }))).toContain('known-acknowledgements');
  });

  class Rogue extends Policy {
    public constructor(
      id: string,
      private readonly deed: (pipeline: WritableView) => void,
    ) {
      super(id, { title: 'none', why: 'None.', remedy: 'none' });
    }

    public override evaluate(pipeline: PipelineView): PolicyViolation[] {
      this.deed(pipeline as WritableView);
      return [];
    }
  }

  test('one that throws has not agreed', () => {
    const rogue = new Rogue('rogue', () => {
      throw new Error('no such key');
    });
    const { findings } = runChecks(paymentApi(), { policies: [new PolicyPack('acme', { policies: [rogue] })], today });
    expect(findings.filter(({ rule }) => rule === 'acme/rogue')).toEqual([
      {
        rule: 'acme/rogue',
        severity: Severity.ERROR,
        path: 'payment-api',
        message: 'the policy failed instead of answering: no such key',
        remedy: 'tell whoever keeps the pack',
      },
    ]);
  });

  test.each([
    ['nothing', undefined, 'undefined'],
    ['a promise', Promise.resolve([]), 'a promise'],
    ['a violation that is none', ['too slow'], '["too slow"]'],
  ])('one that answers with %s has not agreed', (_, answer, shown) => {
    class Odd extends Rogue {
      public override evaluate = () => answer as unknown as PolicyViolation[];
    }
    const pack = new PolicyPack('acme', { policies: [new Odd('odd', () => {})] });
    const { findings } = runChecks(paymentApi(), { policies: [pack], today });
    expect(findings.filter(({ rule }) => rule === 'acme/odd').map(({ message }) => message)).toEqual([
      `the policy failed instead of answering: it gave ${shown}; allowed is a list of { path, message }, at once`,
    ]);
  });

  test.each<[string, (pipeline: WritableView) => void]>([
    ['take a job away', ({ jobs }) => jobs.pop()],
    ['empty the list of jobs', ({ jobs }) => (jobs.length = 0)],
    ['give a job more time', ({ jobs }) => (jobs[0].timeoutMinutes = 1)],
    ['put something else in a place', (pipeline) => (pipeline.jobs = [])],
  ])('none can %s before the next one sees it', (_, deed) => {
    const policies = [new Rogue('rogue', deed), DeliveryPolicies.timeoutCeiling(1)];
    const { findings } = runChecks(paymentApi(), { policies: [new PolicyPack('acme', { policies })], today });
    expect(findings.filter(({ rule }) => rule === 'acme/rogue').map(({ message }) => message)).toEqual([
      expect.stringMatching(/^the policy failed instead of answering: Cannot (?:delete|assign)/),
    ]);
    expect(findings.filter(({ rule }) => rule === 'acme/timeout-ceiling')).toHaveLength(paymentApi().jobs.length);
  });

  test('jsii can mark what it hands to a policy in another language, and nothing of that is written', () => {
    const mark = Symbol('mark');
    const marking = new Rogue('marking', (pipeline) => {
      for (const one of [pipeline, ...pipeline.jobs]) Object.defineProperty(one, mark, { value: 1 });
    });
    const pack = new PolicyPack('acme', { policies: [marking] });
    const { findings, view } = runChecks(paymentApi(), { policies: [pack], today });
    expect(findings.filter(({ rule }) => rule === 'acme/marking')).toEqual([]);
    expect(Object.getOwnPropertySymbols(view())).toEqual([]);
  });
});

describe('the proof', () => {
  const hole: Finding = {
    rule: 'proven-gates',
    severity: Severity.ERROR,
    path: 'payment-api/production',
    message: 'a hole',
    remedy: 'close it',
  };

  test('is asked where nothing else stops', () => {
    const { findings } = runChecks(paymentApi(), { policies: [], today, prove: () => [hole] });
    expect(findings).toContainEqual(hole);
  });

  test('is not asked where something does', () => {
    const broken = changed(paymentApi(), ({ workflow: { jobs } }) => {
      jobs.lint['timeout-minutes'] = 0;
    });
    const prove = () => {
      throw new Error('asked');
    };
    expect(runChecks(broken, { policies: [], today, prove }).findings.map(({ rule }) => rule)).toContain(
      'bounded-time',
    );
  });
});

test('findings are sorted by construct, then by weight, and none comes twice', () => {
  const model = changed(paymentApi(), ({ workflow: { jobs } }) => {
    jobs.lint.steps[0].with = {};
    jobs.lint['timeout-minutes'] = 0;
    jobs.build['timeout-minutes'] = 0;
    jobs.build.steps.push({ ...jobs.build.steps[1], id: 'again' });
  });
  const { findings } = runChecks(model, { policies: [], today });
  const stops = findings.filter(({ severity }) => severity !== Severity.INFO);
  expect(stops.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
    'payment-api/build bounded-time',
    'payment-api/validate/lint bounded-time',
    'payment-api/validate/lint dropped-credentials',
  ]);
});

test('the model is left as it was', () => {
  const before = JSON.stringify(paymentApi());
  runChecks(paymentApi(), { policies: [new PolicyPack('acme', { policies: [DeliveryPolicies.mustScan()] })], today });
  expect(JSON.stringify(paymentApi())).toBe(before);
});
