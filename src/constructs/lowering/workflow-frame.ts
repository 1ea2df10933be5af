import { scriptFile, workflowFile } from '../../model/ids';
import type { Workflow, WorkflowJob, WorkflowTriggers } from '../../model/workflow';
import type { DispatchInput } from '../../values/trigger';
import type { PipelineContext } from '../pipeline-context';

/** The workflow around its jobs, in the order in which it is printed. */
export function workflowOf(context: PipelineContext, jobs: ReadonlyMap<string, WorkflowJob>): Workflow {
  const env = { ...context.env };
  const workflow: Workflow = {
    name: context.id,
    on: triggersOf(context),
    concurrency: {
      group: `${context.id}-\${{ github.event.pull_request.number || github.run_id }}`,
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
    permissions: {},
    defaults: { run: { shell: 'bash' } },
    env: Object.keys(env).length > 0 ? env : undefined,
    jobs: Object.fromEntries(jobs),
  };
  // Plain JSON: what is not set is not there.
  return JSON.parse(JSON.stringify(ordered(workflow))) as Workflow;
}

function triggersOf(context: PipelineContext): WorkflowTriggers {
  const { branches, release, triggers } = context;
  const own = triggers.map((trigger) => trigger._toModel());
  const pushed = unique([...branches, ...own.flatMap((trigger) => trigger.branches ?? [])]);
  const tags = unique([...release.tags, ...own.flatMap((trigger) => trigger.tags ?? [])]);
  const schedule = own.flatMap(({ cron }) => (cron === undefined ? [] : [{ cron }]));
  const inputs = Object.assign({}, ...own.map((trigger) => trigger.inputs ?? {})) as Record<string, DispatchInput>;
  return {
    push: { branches: pushed, ...(tags.length > 0 ? { tags } : {}), ...pathsOf(context) },
    pull_request: { branches: [...branches] },
    merge_group: { types: ['checks_requested'] },
    ...(schedule.length > 0 ? { schedule } : {}),
    workflow_dispatch: Object.keys(inputs).length > 0 ? { inputs: inputsOf(inputs) } : {},
  };
}

/** What the pipeline itself is made of comes last: the last pattern decides, and these always count. */
function pathsOf({ id, pushPaths, releases }: PipelineContext): { readonly paths?: readonly string[] } {
  if (pushPaths === undefined) return {};
  const delivered = releases.flatMap(({ chart, overlay }) => [`${chart}/**`, overlay]);
  const own = unique([...delivered, workflowFile(id), scriptFile('**')]);
  return { paths: [...unique(pushPaths).filter((path) => !own.includes(path)), ...own] };
}

function inputsOf(inputs: Record<string, DispatchInput>) {
  const entries = Object.entries(inputs).map(([name, input]) => {
    const { description, required, defaultValue, options } = input;
    const printed = {
      description,
      required,
      default: defaultValue,
      type: options === undefined ? 'string' : 'choice',
      options: options === undefined ? undefined : [...options],
    };
    return [name, printed] as const;
  });
  return Object.fromEntries(entries);
}

const unique = (values: readonly string[]) => [...new Set(values)];

const JOB_KEYS = [
  'name',
  'needs',
  'if',
  'runs-on',
  'timeout-minutes',
  'environment',
  'concurrency',
  'permissions',
  'continue-on-error',
  'strategy',
  'container',
  'services',
  'defaults',
  'env',
  'outputs',
  'steps',
] as const;

/** Keys of jobs in the order in which people look for them. */
function ordered(workflow: Workflow): Workflow {
  const jobs = Object.entries(workflow.jobs).map(([id, job]) => [
    id,
    Object.fromEntries(JOB_KEYS.map((key) => [key, job[key]])),
  ]);
  return { ...workflow, jobs: Object.fromEntries(jobs) };
}

const FILTERS = ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore', 'types'];

/**
 * A patched workflow as GitHub reads it: where a list of texts is expected one value stands for a list, and where a text is
 * expected a number or a boolean stands for its text.
 */
export function asGitHubReads(workflow: Workflow): Workflow {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    value !== null && typeof value === 'object' && !Array.isArray(value);
  const text = (value: unknown) => (['number', 'boolean'].includes(typeof value) ? String(value) : value);
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.map(text) : isMap(value) || value === null ? value : [text(value)];
  const mapped = (value: unknown, change: (key: string, inner: unknown) => unknown) =>
    isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(key, inner)])) : value;
  const step = (value: unknown) =>
    mapped(value, (key, inner) => (['uses', 'run', 'name', 'id'].includes(key) ? text(inner) : inner));
  const job = (value: unknown) =>
    mapped(value, (key, inner) => {
      if (key === 'name') return text(inner);
      return key === 'steps' && Array.isArray(inner) ? inner.map(step) : inner;
    });
  return mapped(workflow, (key, inner) => {
    if (key === 'name') return text(inner);
    if (key === 'jobs') return mapped(inner, (_, value) => job(value));
    if (key !== 'on') return inner;
    return mapped(inner, (_, event) => mapped(event, (name, value) => (FILTERS.includes(name) ? texts(value) : value)));
  }) as Workflow;
}
