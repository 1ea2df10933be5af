import { type Severity as FindingSeverity, Severity } from '../../policy/finding';
import { ANY } from '../../util/expressions';
import { nearNames } from '../../util/near-names';
import { defineCheck } from '../check';
import { type ExpressionUse, namesRead } from '../expression-use';
import type { JobSubject } from '../job-subject';
import { isMap, mapOf } from '../plain';
import { instead } from '../text';

/** What GitHub documents of contexts that are the same in every workflow; it may know more by now. */
const DOCUMENTED: { readonly [context: string]: readonly string[] } = {
  github:
    `action action_path action_ref action_repository action_status actor actor_id api_url base_ref env event event_name
    event_path graphql_url head_ref job job_workflow_sha path ref ref_name ref_protected ref_type repository repository_id
    repository_owner repository_owner_id repositoryUrl retention_days run_id run_number run_attempt secret_source server_url
    sha token triggering_actor workflow workflow_ref workflow_sha workspace`.split(/\s+/),
  runner: 'name os arch temp tool_cache debug environment workspace'.split(' '),
  job: 'container services status check_run_id workflow_ref workflow_sha workflow_repository workflow_file_path'.split(
    ' ',
  ),
  strategy: 'fail-fast job-index job-total max-parallel'.split(' '),
};

const RESULTS = ['success', 'failure', 'cancelled', 'skipped'];

export const knownProperties = defineCheck({
  id: 'known-properties',
  title: 'what an expression reads of a context exists',
  why: 'GitHub gives an empty value for a property that does not exist, and says nothing: a condition on `needs.build.results` never holds, and a job that never runs counts as rightly skipped.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts',
  mend: 'spell the property as GitHub does',
  severity: Severity.ERROR,
  job: (job, report) => {
    const told = new Set<string>();
    const tell = (read: string, use: ExpressionUse, hint: string, severity?: FindingSeverity) => {
      if (told.has(`${read} ${use.place}`)) return;
      told.add(`${read} ${use.place}`);
      report(`${job.label} reads ${read} in ${use.place}, which does not exist; ${hint}`, { severity });
    };
    for (const [context, known] of Object.entries(DOCUMENTED)) {
      for (const { name, use } of namesRead(job.expressions, context)) {
        if (name === ANY || isAmong(name, known)) continue;
        // A name that resembles none may be newer than we are.
        const severity = nearNames(name, known, 1).length > 0 ? undefined : Severity.WARNING;
        tell(`${context}.${name}`, use, instead(name, known, `properties of ${context}`), severity);
      }
    }
    for (const [context, known] of [
      ['needs', ['result', 'outputs']],
      ['steps', ['outputs', 'outcome', 'conclusion']],
    ] as const) {
      for (const {
        name,
        rest: [property = ANY],
        use,
      } of namesRead(job.expressions, context)) {
        if (property === ANY || isAmong(property, known)) continue;
        tell(`${context}.${name}.${property}`, use, instead(property, known, 'allowed'));
      }
    }
    for (const [context, known, what] of [
      ['matrix', dimensionsOf(job), 'dimensions'],
      ['inputs', inputsOf(job), 'inputs'],
    ] as const) {
      for (const { name, use } of namesRead(job.expressions, context)) {
        if (known === undefined || name === ANY || isAmong(name, known)) continue;
        tell(`${context}.${name}`, use, instead(name, known, what));
      }
    }
    for (const use of job.expressions) {
      for (const [, need, literal] of use.source.matchAll(/\bneeds\.([\w-]+)\.result\s*[!=]=\s*'([^']*)'/g)) {
        if (isAmong(literal, RESULTS)) continue;
        report(
          `${job.label} compares needs.${need}.result with '${literal}' in ${use.place}, which no job ends with; ${instead(literal, RESULTS, 'results')}`,
        );
      }
    }
  },
});

const isAmong = (name: string, known: readonly string[]) =>
  known.some((other) => other.toLowerCase() === name.toLowerCase());

/** Names of a job's dimensions; undefined where only the run knows them. */
function dimensionsOf({ job }: JobSubject): readonly string[] | undefined {
  const strategy = mapOf(job.strategy);
  if (strategy.matrix === undefined) return [];
  if (!isMap(strategy.matrix)) return undefined;
  const { include, exclude: _, ...dimensions } = strategy.matrix;
  if (include !== undefined && !Array.isArray(include)) return undefined;
  return [...Object.keys(dimensions), ...(include ?? []).flatMap((leg: unknown) => Object.keys(mapOf(leg)))];
}

/** Names of what a run can be told, by a person or by another workflow. */
function inputsOf({ pipeline }: JobSubject): readonly string[] {
  const { workflow_dispatch: manual, workflow_call: call } = pipeline.triggers as { readonly [event: string]: unknown };
  return [manual, call].flatMap((trigger) => Object.keys(mapOf(mapOf(trigger).inputs)));
}
