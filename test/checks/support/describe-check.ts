import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/checks/check';
import { findingsOf } from '../../../src/checks/findings-of';
import { PipelineSubject, type TimedRuns } from '../../../src/checks/pipeline-subject';
import { CHECKS } from '../../../src/checks/rules';
import type { Finding } from '../../../src/policy/finding';
import { inspectWorkflow } from '../../../src/schema/check-workflow';
import { prove } from '../../../src/simulate/prove';
import { provenFindings } from '../../../src/synth/proven-findings';
import { type JobSpec, type PipelineSpec, pipelineModel } from '../../simulate/support/model';

export { step } from '../../simulate/support/model';

/** What a rule says of one pipeline: `path: message`. */
export interface Fixtures {
  readonly passes: { readonly [what: string]: PipelineSpec };
  readonly fails: { readonly [what: string]: readonly [PipelineSpec, ...string[]] };
}

/** One rule by what it lets pass and what it reports, in full. */
export function describeCheck(check: Check, { passes, fails }: Fixtures): void {
  describe(check.id, () => {
    test.each(Object.entries(passes))('lets pass: %s', (_, spec) => {
      expect(told(check, spec)).toEqual([]);
    });
    test.each(Object.entries(fails))('reports: %s', (_, [spec, ...expected]) => {
      expect(told(check, spec)).toEqual(expected);
    });
  });
}

/** What one rule finds in a pipeline, every other rule left aside. */
export function findingsFor(
  check: Check,
  spec: PipelineSpec,
  proofs?: readonly Finding[],
  schedules: TimedRuns | null = null,
): Finding[] {
  const model = pipelineModel(spec);
  const surroundings = {
    today: '2026-11-24',
    ruleIds: new Set(CHECKS.map(({ id }) => id)),
    prove: () => proofs ?? provenFindings(prove(model)),
    schedules: () => schedules,
  };
  return findingsOf(check, new PipelineSubject(model, inspectWorkflow(model.workflow), surroundings));
}

/** A pipeline of one job. */
export function oneJob(job: JobSpec, spec: Partial<PipelineSpec> = {}): PipelineSpec {
  return { ...spec, jobs: { work: job } };
}

/** A pipeline of one job with one step. */
export function oneStep(keys: Parameters<typeof import('../../simulate/support/model').step>[1], job: JobSpec = {}) {
  return oneJob({ ...job, steps: [{ name: 'it', id: 'it', ...(keys?.uses ? {} : { run: 'true' }), ...keys }] });
}

function told(check: Check, spec: PipelineSpec): string[] {
  return findingsFor(check, spec).map(({ path, message }) => `${path}: ${message}`);
}
