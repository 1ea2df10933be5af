import {
  changedKey,
  lookingAway,
  OBEYED_BY_SHELLS,
  otherSource,
  tamperedBy,
  usesCheckout,
} from '../../model/deciding-steps';
import type { JobModel } from '../../model/pipeline-model';
import { decisiveFor } from '../../model/script-variables';
import type { WorkflowStep } from '../../model/workflow';
import type { Plan, PlannedJob } from '../plan';
import type { Facts } from './facts';
import { REQUIRED_FACTS } from './gates';

/**
 * Variables that Trivy would obey: each of its options has one, what it scans and what it believes among them. Nothing of ours
 * sets them; left to people is where it finds its databases, how it signs in, and how much it says.
 */
const BY_TRIVY =
  /^TRIVY_(?!(?:(?:JAVA_)?DB_REPOSITORY|CACHE_\w+|USERNAME|PASSWORD|REGISTRY_TOKEN|DEBUG|QUIET|NO_PROGRESS|DISABLE_TELEMETRY|SKIP_VERSION_CHECK|MAX_IMAGE_SIZE|PARALLEL|TIMEOUT)$)\w+$/;

/**
 * Variables by which Helm goes to another cluster than kubectl, as somebody else, or keeps its releases elsewhere. kubectl knows
 * none of them: where both go, the kubeconfig says.
 */
const BY_HELM = /^HELM_(?:DRIVER\w*|KUBE\w+|NAMESPACE)$/;

const isDecisive = (name: string, { run }: WorkflowStep) =>
  [OBEYED_BY_SHELLS, BY_TRIVY, BY_HELM].some((names) => names.test(name)) || decisiveFor(run).includes(name);

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
  const order = isOurs ? otherOrder(planned, decides) : undefined;
  if (order !== undefined) return order;
  const source = isOurs ? otherSource(planned.steps) : undefined;
  if (source !== undefined) return source;
  const output = otherOutput(planned, job);
  if (output !== undefined) return output;
  const sent = sentElsewhere(plan, job);
  if (sent !== undefined) return `${sent} sends Helm elsewhere than the kubeconfig says`;
  for (const id of decides) {
    const index = planned.steps.findIndex((candidate) => candidate.id === id);
    const step = planned.steps[index];
    if (!step) continue;
    if (step['continue-on-error']) return `its step "${id}" may fail unnoticed`;
    if (!vouches.includes('image-built') && facts.mayBeLeftOut(planned, step))
      return `its step "${id}" only runs if ${step.if}`;
    const { workflow } = plan;
    const around = { job: workflow.jobs[job.id], workflow, generated: job.generated?.env, obeyed: obeyedBy(job) };
    const why = lookingAway(step, around) ?? (isOurs ? rewritten(job, step) : undefined);
    if (why !== undefined) return `its step "${id}" ${why}`;
    // Before a deployment a step may well bring a program that Helm or kubectl asks for, and the kubeconfig itself.
    const isTampering = (name: string) =>
      (isDecisive(name, step) && (name !== 'PATH' || deploysTo === null)) ||
      // What the build takes for a release signs in, and is handed secrets.
      (name === 'PUBLISH' && vouches.includes('image-built'));
    const before = isOurs ? tamperedBy(planned.steps, index, isTampering) : undefined;
    if (before !== undefined) return `its step "${before}" changes what the steps behind it run`;
  }
  return undefined;
}

/** What is asked before something happens must not be asked afterwards. */
function otherOrder({ steps }: PlannedJob, decides: readonly string[]): string | undefined {
  const places = decides.flatMap((id) => {
    const index = steps.findIndex((step) => step.id === id);
    return index < 0 ? [] : [{ id, index }];
  });
  const swapped = places.findIndex(({ index }, at) => at > 0 && index < places[at - 1].index);
  return swapped < 0 ? undefined : `its step "${places[swapped].id}" comes before "${places[swapped - 1].id}"`;
}

function isCheckout({ steps }: PlannedJob, id: string): boolean {
  return steps.some((step) => step.id === id && usesCheckout(step.uses));
}

/** Variables that programs obey which a scan calls. */
function obeyedBy({ vouches }: JobModel): readonly RegExp[] {
  return vouches.includes('image-scanned') ? [BY_TRIVY] : [];
}

/** The variable that sends Helm elsewhere than kubectl. */
function sentElsewhere({ workflow }: Plan, { id, deploysTo }: JobModel): string | undefined {
  const job = workflow.jobs[id];
  const names = Object.keys({ ...workflow.env, ...job?.container?.env, ...job?.env });
  return deploysTo === null ? undefined : names.find((name) => BY_HELM.test(name));
}

/** What a build hands on is as it was generated. */
function otherOutput(planned: PlannedJob, { vouches, generated }: JobModel): string | undefined {
  if (!vouches.includes('image-built') || generated === null) return undefined;
  const { outputs } = generated;
  const output = Object.keys(outputs).find((name) => planned.outputs[name] !== outputs[name]);
  return output === undefined ? undefined : `its output "${output}" was rewritten by a patch`;
}

/** What became of a step that was generated. */
function rewritten({ generated }: JobModel, step: WorkflowStep): string | undefined {
  const before = generated?.steps.find(({ id }) => id === step.id);
  const matters = (key: string, name?: string) =>
    name === undefined
      ? ['run', 'shell', 'uses', 'working-directory'].includes(key)
      : name === 'KUBECONFIG' || isDecisive(name, before ?? step);
  const key = before && changedKey(before, step, matters);
  return key === undefined ? undefined : `was rewritten by a patch of ${key}`;
}
