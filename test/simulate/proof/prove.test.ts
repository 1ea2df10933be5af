import { describe, expect, test } from 'vitest';
import type { PipelineModel } from '../../../src/model/pipeline-model';
import { inWords, prove } from '../../../src/simulate/prove';
import { type JobSpec, type PipelineSpec, pipelineModel } from '../support/model';

/*
 * Guards: what the proof takes for known, which events it tells apart, and how it says that it does not know.
 */

const DIGEST = { DIGEST: '${{ needs.build.outputs.digest }}' };

/** Build, scan, deployment: the smallest pipeline that has something to prove. */
function small(deploy: JobSpec, rest: Partial<PipelineSpec> = {}, scan: JobSpec = {}): PipelineModel {
  return pipelineModel({
    stages: [{ id: 'build' }, { id: 'validate' }, { id: 'deploy' }],
    environments: [{ name: 'production', job: 'deploy' }],
    ...rest,
    jobs: {
      build: {
        outputs: { digest: '${{ steps.work.outputs.digest }}' },
        model: { stage: 'build', vouches: ['image-built'] },
      },
      scan: { needs: ['build'], env: DIGEST, ...scan, model: { stage: 'validate', vouches: ['image-scanned'] } },
      deploy: {
        needs: ['build', 'scan'],
        environment: { name: 'production' },
        env: DIGEST,
        ...deploy,
        model: { stage: 'deploy', deploysTo: 'production' },
      },
    },
  });
}

const messages = (model: PipelineModel) => prove(model).counterexamples.map(({ message }) => message);

test('what GitHub does by itself is enough: every need must have succeeded', () => {
  expect(messages(small({}))).toEqual([]);
});

describe('names compare without regard to case', () => {
  test.each(["always() && needs.SCAN.Result != 'failure'", "always() && Needs.Scan.result != 'FAILURE'"])(
    '%s',
    (condition) => {
      expect(messages(small({ if: condition }))).toEqual([
        'push to main: deploy deploys to production although scan was skipped; nor does it depend on build',
      ]);
    },
  );

  test('a condition that reads a job in capitals still holds it', () => {
    expect(
      messages(small({ if: "!cancelled() && needs.BUILD.RESULT == 'success' && needs.SCAN.result == 'Success'" })),
    ).toEqual([]);
  });
});

describe('what nobody knows beforehand may be anything', () => {
  test.each([
    "always() && github.actor == 'deploy-bot'",
    "always() && vars.EMERGENCY == 'true'",
    "always() && contains(github.event.head_commit.message, '[deploy]')",
    "always() && needs.build.outputs.urgent == 'true'",
    'always() && github.run_attempt > 1',
    'always() && fromJSON(vars.DEPLOY)',
  ])('%s', (condition) => {
    const [found] = prove(small({ if: condition })).counterexamples;
    expect(found.gates).toEqual(['build', 'scan']);
    expect(found.text.split('\n').pop()).toBe(`  where ${condition.slice('always() && '.length)} is true`);
  });

  test('but is the same throughout a run', () => {
    const same = "vars.RELEASE == 'on'";
    expect(
      messages(
        small({
          if: `!cancelled() && ${same} && needs.build.result == 'success' && (needs.scan.result == 'success' || !(${same}))`,
        }),
      ),
    ).toEqual([]);
  });

  test('the outputs of a skipped job are empty', () => {
    const skipped = { if: "github.ref == 'refs/heads/other'" };
    const deploy = { if: "!cancelled() && needs.build.result == 'success' && needs.scan.outputs.verdict == 'clean'" };
    expect(messages(small(deploy, {}, skipped))).toEqual([]);
  });
});

describe('events', () => {
  const kinds = (on: object, deploy: JobSpec = {}, environment: { branches?: string[]; tags?: string[] } = {}) =>
    prove(small(deploy, { on, environments: [{ name: 'production', job: 'deploy', ...environment }] })).events;

  test('are those that the triggers let in, one for each ref that is told apart', () => {
    expect(kinds({ push: { branches: ['main', 'release/*'] } })).toEqual(['push to main', 'push to release/x']);
    expect(kinds({ push: { branches: ['main'], tags: ['v*'] } })).toEqual(['push to main', 'push to tag vx']);
    expect(kinds({ push: {} }, {}, { branches: ['main'], tags: ['v1'] })).toEqual([
      'push to main',
      'push to tag v1',
      'push to another-branch',
      'push to tag another-tag',
    ]);
  });

  test('also by what conditions say of refs', () => {
    const condition =
      "startsWith(github.ref, 'refs/heads/hotfix/') || github.ref_name == 'next' || contains(fromJSON('[\"a\", \"b\"]'), github.ref_name)";
    expect(kinds({ workflow_dispatch: {} }, { if: condition })).toEqual([
      'manual start on main',
      'manual start on hotfix/x',
      ...['next', 'a', 'b'].flatMap((name) => [`manual start on ${name}`, `manual start on tag ${name}`]),
      'manual start on another-branch',
      'manual start on tag another-tag',
    ]);
  });

  test('in whatever form the triggers are written', () => {
    expect(kinds(['push', 'schedule'])).toContain('schedule on main');
    expect(kinds('workflow_run' as unknown as object)).toEqual(['workflow_run on main']);
  });

  test('a ref may be asked for more than its beginning: then both answers are tried', () => {
    const model = small({ if: "contains(github.ref, 'main')" }, { on: { workflow_dispatch: {} } });
    expect(messages(model)).toEqual([
      'manual start on another-branch: deploy enters production, which only lets in main',
    ]);
  });

  test('a leaf may mix the event with results: then every event is looked at by itself', () => {
    const mixed =
      "!cancelled() && format('{0}/{1}', github.ref_name, needs.scan.result) == 'main/success' && needs.build.result == 'success'";
    const model = small({ if: mixed }, { on: { push: { branches: ['main', 'develop'] } } });
    expect([prove(model).events, messages(model)]).toEqual([['push to main', 'push to develop'], []]);
  });

  test('refs of the release and of the environment agree', () => {
    const environment = { name: 'production', job: 'deploy', branches: [], tags: ['v*'] };
    const tagged = (condition: string) => small({ if: condition }, { on: { push: {} }, environments: [environment] });
    expect(messages(tagged("startsWith(github.ref, 'refs/tags/v')"))).toEqual([]);
    expect(messages(tagged("github.ref_type == 'tag'"))).toEqual([
      'push to tag another-tag: deploy enters production, which only lets in tag v*',
    ]);
  });
});

describe('results', () => {
  test.each([
    ["!cancelled() && !contains(needs.*.result, 'failure')", ['build', 'scan']],
    ["!cancelled() && contains(join(needs.*.result, ','), 'failure')", ['build', 'scan']],
    ["!cancelled() && join(needs.*.result, ',') == 'success,success'", []],
    ['success() == true', []],
    ['failure() == false', ['build', 'scan']],
    ["format('{0}', needs.scan.result) == 'success' && !cancelled()", ['build'].slice(1)],
  ])('%s', (condition, gates) => {
    expect(prove(small({ if: condition })).counterexamples.flatMap((found) => found.gates)).toEqual(gates);
  });
});

describe('what cannot be proven is said', () => {
  test.each([
    [
      'needs that do not exist',
      small({ needs: ['biuld'] }),
      'nothing is proven: job "deploy" needs "biuld", which is no job of the workflow',
    ],
    [
      'a condition that is none',
      small({ if: 'needs.scan.result = 1' }),
      'nothing is proven: the condition of job "deploy" is no expression: Unexpected symbol: \'=\'. Located at position 19 within expression: needs.scan.result = 1',
    ],
  ])('%s', (_, model, message) => {
    const proof = prove(model);
    expect([proof.proven, proof.combinations, proof.text]).toEqual([false, 0n, message]);
  });

  test('a leaf without a value', () => {
    expect(prove(small({ if: "always() && fromJSON('{')" })).text).toMatch(
      /^nothing is proven: `fromJSON\('\{'\)` has no value: /,
    );
  });
});

test('two hundred jobs are no trouble, and every run is counted', () => {
  const wide = Array.from({ length: 196 }, (_, index) => `check-${index}`);
  const check: JobSpec = { needs: ['build'], model: { stage: 'validate', vouches: ['checked'] } };
  const base = small({ needs: ['build', 'scan', ...wide] });
  const more = pipelineModel({ jobs: Object.fromEntries(wide.map((id) => [id, check])) });
  const jobs = { ...base.workflow.jobs, ...more.workflow.jobs };
  const proof = prove({ ...base, workflow: { ...base.workflow, jobs }, jobs: [...base.jobs, ...more.jobs] });
  expect(proof.proven).toBe(true);
  expect(proof.jobs.length).toBe(199);
  // Cancelled before it begins: 1. Build goes wrong in 2 ways: each 3, with no cancellation, one after build, one after the
  // checks. Build succeeds, then the run is cancelled: 1. Else 197 checks end in 3 ways each, and the run is cancelled after
  // them or not; where all succeeded and it is not, the deployment ends in 3 ways instead of 1.
  expect(proof.combinations).toBe(1n + 2n * 3n + 1n + 2n * 3n ** 197n + 2n);
  expect(proof.deployments).toEqual({ production: 3n });
});

test('numbers in words', () => {
  expect([inWords(1280n), inWords(7n), inWords(3n ** 197n)]).toEqual(['1,280', '7', '9.8 × 10^93']);
});

test('what nothing vouches for is told with the stage that gives it', () => {
  const model = small({});
  const without = (fact: string) => ({
    ...model,
    jobs: model.jobs.map((job) => ({ ...job, vouches: job.vouches.filter((one) => one !== fact) })),
  });
  const remedies = ['image-built', 'image-scanned'].map((fact) =>
    prove(without(fact)).counterexamples.flatMap(({ text, remedy }) => (text.includes('vouches') ? [remedy] : [])),
  );
  expect(remedies).toEqual([
    ["build the image in a BuildStage, or let a job of your own vouch for it, with vouches: ['image-built']"],
    [
      "put a ParallelValidate stage before the deployment, or let a job of your own vouch for it, with vouches: ['image-scanned']",
    ],
  ]);
});
