import fc from 'fast-check';
import type { PipelineModel } from '../../../src/model/pipeline-model';
import type { OracleJob } from '../oracle';
import { type JobSpec, pipelineModel, step } from './model';

/** A random pipeline, for both sides of a comparison. */
export interface RandomPipeline {
  readonly jobs: readonly OracleJob[];
  readonly model: PipelineModel;
}

const MAIN = "github.ref == 'refs/heads/main'";

/** Conditions as people write them: with and without status functions, over results, the event, and both. */
function condition(needs: readonly string[]): fc.Arbitrary<string | undefined> {
  const fixed = [
    undefined,
    '${{ always() }}',
    'success()',
    'failure()',
    '!cancelled()',
    'cancelled()',
    MAIN,
    `!cancelled() && ${MAIN}`,
  ];
  const simple = fc.constantFrom(...fixed, `failure() || ${MAIN}`, "always() && github.event_name == 'push'");
  if (needs.length === 0) return simple;
  const result = fc.constantFrom('success', 'failure', 'cancelled', 'skipped');
  const test = fc.tuple(fc.constantFrom(...needs), fc.constantFrom('==', '!='), result);
  const tests = fc
    .array(test, { minLength: 1, maxLength: 3 })
    .map((list) => list.map(([need, operator, wanted]) => `needs.${need}.result ${operator} '${wanted}'`));
  const joined = fc
    .tuple(
      fc.constantFrom('', '!cancelled() && ', 'always() && ', 'success() || '),
      tests,
      fc.constantFrom(' && ', ' || '),
    )
    .map(([before, list, operator]) => `${before}(${list.join(operator)})`);
  const any = fc
    .tuple(fc.constantFrom('', '!'), result, fc.constantFrom('always()', '!cancelled()', '!failure()'))
    .map(([not, wanted, status]) => `${status} && ${not}contains(needs.*.result, '${wanted}')`);
  const all = needs.map((need) => `needs.${need}.result == 'success'`).join(' && ');
  return fc.oneof(simple, joined, any, fc.constant(`\${{ !cancelled() && ${all} }}`));
}

/** Up to `most` jobs, each needing some of those before it; the last deploys. */
export function randomPipeline(most: number): fc.Arbitrary<RandomPipeline> {
  const size = fc.integer({ min: 2, max: most });
  return size
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => randomJob(index))))
    .map((jobs) => ({ jobs, model: modelOf(jobs) }));
}

function randomJob(index: number): fc.Arbitrary<OracleJob> {
  const earlier = Array.from({ length: index }, (_, before) => `j${before}`);
  const needs = index === 0 ? fc.constant<string[]>([]) : fc.subarray(earlier, { minLength: index > 1 ? 0 : 1 });
  return needs.chain((chosen) =>
    fc
      .record({ if: condition(chosen), continueOnError: fc.constantFrom(false, false, false, true) })
      .map((keys) => ({ id: `j${index}`, needs: chosen, ...keys })),
  );
}

function modelOf(jobs: readonly OracleJob[]): PipelineModel {
  const last = jobs.length - 1;
  const specs = jobs.map((job, index): [string, JobSpec] => {
    const keys = {
      needs: job.needs,
      'continue-on-error': job.continueOnError,
      ...(job.if === undefined ? {} : { if: job.if }),
    };
    if (index < last)
      return [job.id, { ...keys, outputs: { digest: 'x' }, model: { stage: 'checks', vouches: [`fact-${job.id}`] } }];
    const steps = [step('deploy')];
    return [
      job.id,
      { ...keys, environment: { name: 'production' }, steps, model: { stage: 'deploy', deploysTo: 'production' } },
    ];
  });
  return pipelineModel({
    jobs: Object.fromEntries(specs),
    stages: [{ id: 'checks' }, { id: 'deploy' }],
    environments: [{ name: 'production', job: jobs[last].id, branches: [] }],
  });
}
