import {
  changedKey,
  DEPLOYMENT_VARIABLES,
  lookingAway,
  OBEYED_BY_SHELLS,
  otherSource,
  tamperedBy,
  usesCheckout,
} from '../../model/deciding-steps';
import type { JobModel } from '../../model/pipeline-model';
import type { WorkflowStep } from '../../model/workflow';
import type { Plan, PlannedJob } from '../plan';
import type { Facts } from './facts';
import { REQUIRED_FACTS } from './gates';

/** Variables that Trivy would obey, or that switch off a guard; nothing of ours sets them for a whole job. */
const IN_SCANS =
  /^(?:IGNORE_FILE|IGNORE_UNFIXED|TRIVY_(?:CONFIG|DETECTION_PRIORITY|EXIT_CODE|FILE_PATTERNS|IGNORE\w*|PKG_\w+|SCANNERS|SEVERITY|SKIP_(?:DIRS|FILES)|VEX))$/;
const IN_DEPLOYMENTS = /^ALLOW_OLDER$/;

const isDecisive = (name: string) =>
  [DECISIVE_VARIABLE, OBEYED_BY_SHELLS, IN_SCANS, IN_DEPLOYMENTS].some((set) => set.test(name));

/** What a generated step reads to decide. */
const DECISIVE_VARIABLE =
  /^(?:DIGEST|EXPECTED|IGNORE_FILE|IGNORE_UNFIXED|MAY_FAIL|MAY_SKIP|NEEDS|REQUIRED|SEVERITIES)$/;

/**
 * Why the success of a job says nothing: a step that it vouches with is gone, may fail unnoticed, need not run, or was made
 * to look away. Undefined where it says what it should. Of the job that builds the image one of several steps builds it,
 * so that there a condition is no mistake.
 */
export function hollowedBy(plan: Plan, job: JobModel, facts: Facts): string | undefined {
  const planned = plan.job(job.id);
  const { decides, vouches, deploysTo } = job;
  const isOurs = deploysTo !== null || vouches.some((fact) => REQUIRED_FACTS.includes(fact));
  if (vouches.length > 0 && decides.every((id) => isCheckout(planned, id))) return 'no step of it looks at anything';
  const gone = decides.filter((id) => !planned.steps.some((step) => step.id === id));
  // Of the tests in one job some may be left out on purpose; of a scan or a deployment nothing.
  if (gone.length > 0 && (isOurs || gone.length === decides.length)) return `its step "${gone[0]}" is gone`;
  const source = isOurs ? otherSource(planned.steps) : undefined;
  if (source !== undefined) return source;
  const other = otherValue(plan, planned, job);
  if (other !== undefined) return other;
  // Before a deployment a step may well bring a program that Helm or kubectl asks for.
  const isTampering = (name: string) => isDecisive(name) && (name !== 'PATH' || deploysTo === null);
  for (const id of decides) {
    const index = planned.steps.findIndex((candidate) => candidate.id === id);
    const step = planned.steps[index];
    if (!step) continue;
    if (step['continue-on-error']) return `its step "${id}" may fail unnoticed`;
    if (!vouches.includes('image-built') && facts.mayBeLeftOut(planned, step))
      return `its step "${id}" only runs if ${step.if}`;
    const { workflow } = plan;
    const why =
      lookingAway(step, workflow.jobs[job.id], workflow, obeyedBy(job)) ?? (isOurs ? rewritten(job, step) : undefined);
    if (why !== undefined) return `its step "${id}" ${why}`;
    const before = isOurs ? tamperedBy(planned.steps, index, isTampering) : undefined;
    if (before !== undefined) return `its step "${before}" changes what the steps behind it run`;
  }
  return undefined;
}

function isCheckout({ steps }: PlannedJob, id: string): boolean {
  return steps.some((step) => step.id === id && usesCheckout(step.uses));
}

/** Variables that the scripts of a scan or of a deployment obey. */
function obeyedBy({ vouches, deploysTo }: JobModel): readonly RegExp[] {
  return [...(vouches.includes('image-scanned') ? [IN_SCANS] : []), ...(deploysTo === null ? [] : [IN_DEPLOYMENTS])];
}

const READ_BY_SMOKE_TEST = ['TARGET', 'EXPECT_STATUS'];

/** What a build hands on, and what a deployment is told, are as they were generated. */
function otherValue(
  { workflow }: Plan,
  planned: PlannedJob,
  { vouches, deploysTo, decides, generated }: JobModel,
): string | undefined {
  const { env, outputs } = generated;
  const output = vouches.includes('image-built')
    ? Object.keys(outputs).find((name) => planned.outputs[name] !== outputs[name])
    : undefined;
  if (output !== undefined) return `its output "${output}" was rewritten by a patch`;
  if (deploysTo === null || Object.keys(env).length === 0) return undefined;
  const told = { ...workflow.env, ...planned.env };
  const isRead = (name: string) => decides.includes('smoke') || !READ_BY_SMOKE_TEST.includes(name);
  const variable = DEPLOYMENT_VARIABLES.find((name) => isRead(name) && told[name] !== env[name]);
  return variable === undefined ? undefined : `its ${variable} is not what the construct says`;
}

/** What became of a step that was generated. */
function rewritten({ generated }: JobModel, step: WorkflowStep): string | undefined {
  const before = generated.steps.find(({ id }) => id === step.id);
  const matters = (key: string, name?: string) =>
    name === undefined ? ['run', 'shell', 'uses', 'working-directory'].includes(key) : isDecisive(name);
  const key = before && changedKey(before, step, matters);
  return key === undefined ? undefined : `was rewritten by a patch of ${key}`;
}
