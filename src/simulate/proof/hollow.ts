import type { JobModel, PipelineModel } from '../../model/pipeline-model';
import type { WorkflowStep } from '../../model/workflow';
import type { Plan, PlannedJob } from '../plan';
import type { Facts } from './facts';
import { REQUIRED_FACTS } from './gates';

/** Variables that bash or Trivy would obey, or that switch off a guard; nothing of ours sets them for a whole job. */
const EVERYWHERE = /^BASH_ENV$/;
const IN_SCANS =
  /^(?:IGNORE_FILE|IGNORE_UNFIXED|TRIVY_(?:CONFIG|DETECTION_PRIORITY|EXIT_CODE|FILE_PATTERNS|IGNORE\w*|PKG_\w+|SCANNERS|SEVERITY|SKIP_(?:DIRS|FILES)|VEX))$/;
const IN_DEPLOYMENTS = /^ALLOW_OLDER$/;

const isDecisive = (name: string) =>
  [DECISIVE_VARIABLE, EVERYWHERE, IN_SCANS, IN_DEPLOYMENTS].some((set) => set.test(name));

/** What a generated step reads to decide. */
const DECISIVE_VARIABLE =
  /^(?:DIGEST|EXPECTED|IGNORE_FILE|IGNORE_UNFIXED|MAY_FAIL|MAY_SKIP|NEEDS|REQUIRED|SEVERITIES)$/;

const GENERATED_SCRIPT = /(?:^|\s)\.github\/stagegate\//;

/** Programs that run a step and fail with it; anything else, such as `true {0}`, may be green for every command. */
const SHELL =
  /^(?:\S*\/)?(?:(?:ba|da|z)?sh(?!.*\s-c\b)|bun|cmd|deno|fish|node|nu|perl|powershell|pwsh|python3?|ruby)\b/;

/**
 * Why the success of a job says nothing: a step that it vouches with is gone, may fail unnoticed, need not run, or was made
 * to look away. Undefined where it says what it should. Of the job that builds the image one of several steps builds it,
 * so that there a condition is no mistake.
 */
export function hollowedBy(model: PipelineModel, plan: Plan, job: JobModel, facts: Facts): string | undefined {
  const planned = plan.job(job.id);
  const { decides, vouches, deploysTo } = job;
  const isOurs = deploysTo !== null || vouches.some((fact) => REQUIRED_FACTS.includes(fact));
  if (vouches.length > 0 && decides.every((id) => isCheckout(planned, id))) return 'no step of it looks at anything';
  const gone = decides.filter((id) => !planned.steps.some((step) => step.id === id));
  // Of the tests in one job some may be left out on purpose; of a scan or a deployment nothing.
  if (gone.length > 0 && (isOurs || gone.length === decides.length)) return `its step "${gone[0]}" is gone`;
  const source = isOurs ? otherSource(planned) : undefined;
  if (source !== undefined) return source;
  for (const id of decides) {
    const index = planned.steps.findIndex((candidate) => candidate.id === id);
    const step = planned.steps[index];
    if (!step) continue;
    if (step['continue-on-error']) return `its step "${id}" may fail unnoticed`;
    if (!vouches.includes('image-built') && facts.mayBeLeftOut(planned, step))
      return `its step "${id}" only runs if ${step.if}`;
    const why = lookingAway(plan, job, planned, step) ?? (isOurs ? rewritten(model, job, index, step) : undefined);
    if (why !== undefined) return `its step "${id}" ${why}`;
  }
  return undefined;
}

function isCheckout({ steps }: PlannedJob, id: string): boolean {
  return steps.some((step) => step.id === id && usesCheckout(step.uses));
}

/** A branch rule and a review are about the commit of the run; what is checked out in its place nobody has seen. */
function otherSource({ steps }: PlannedJob): string | undefined {
  for (const { id, uses, with: inputs } of steps) {
    if (!usesCheckout(uses) || inputs?.path !== undefined) continue;
    for (const name of ['ref', 'repository']) {
      const given = inputs?.[name];
      if (given !== undefined && !/^\$\{\{ github\.(?:sha|repository) \}\}$/.test(String(given)))
        return `its step "${id}" checks out another ${name}, ${given}`;
    }
  }
  return undefined;
}

function lookingAway(
  plan: Plan,
  { vouches, deploysTo }: JobModel,
  job: PlannedJob,
  step: WorkflowStep,
): string | undefined {
  if (step.run === undefined) return undefined;
  const { workflow } = plan;
  const shell = step.shell ?? workflow.jobs[job.id].defaults?.run?.shell ?? workflow.defaults?.run?.shell ?? 'bash';
  if (!SHELL.test(shell)) return `is run by "${shell}", which need not fail`;
  if (!GENERATED_SCRIPT.test(step.run)) return undefined;
  if (!/^bash \.github\/stagegate\/[\w-]+\.sh$/.test(step.run.trim()))
    return `runs "${step.run.trim()}" instead of the script alone`;
  const names = Object.keys({ ...workflow.env, ...job.env });
  const obeyed = [
    EVERYWHERE,
    ...(vouches.includes('image-scanned') ? [IN_SCANS] : []),
    ...(deploysTo === null ? [] : [IN_DEPLOYMENTS]),
  ];
  const found = names.find((name) => obeyed.some((pattern) => pattern.test(name)));
  return found === undefined ? undefined : `is told by ${found} to look away`;
}

/** What a patch made of a step that was generated. */
function rewritten(
  { patched }: PipelineModel,
  { id }: JobModel,
  index: number,
  { env }: WorkflowStep,
): string | undefined {
  const step = `/jobs/${id}/steps/${index}`;
  const key = patched.find((pointer) => {
    if (pointer === step) return true;
    if (!pointer.startsWith(`${step}/`)) return false;
    const [name, variable] = pointer.slice(step.length + 1).split('/');
    if (name === 'env') return (variable === undefined ? Object.keys(env ?? {}) : [variable]).some(isDecisive);
    return ['run', 'shell', 'uses', 'working-directory'].includes(name);
  });
  return key === undefined ? undefined : `was rewritten by a patch of ${key.slice(step.length) || 'all of it'}`;
}

/** A patched workflow may hold a number where GitHub takes it for a text. */
const usesCheckout = (uses: unknown) => String(uses ?? '').startsWith('actions/checkout@');
