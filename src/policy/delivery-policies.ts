import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import type { Severity } from './finding';
import type { JobView } from './job-view';
import type { PipelineView } from './pipeline-view';
import { Policy, type PolicyOptions, type PolicyViolation } from './policy';
import { isProductionName } from './production-name';

/** Options that every ready-made policy takes. */
export interface DeliveryPolicyOptions {
  /**
   * How much a finding weighs.
   *
   * @default Severity.ERROR
   */
  readonly severity?: Severity;
}

/** Options of `DeliveryPolicies.mustNotify`. */
export interface MustNotifyOptions extends DeliveryPolicyOptions {
  /**
   * Name of the secret that the notification reads, where the organisation has one channel for all.
   *
   * @default - any notification will do
   */
  readonly secret?: string;
}

/** Policies that most organisations start from, to be put into a pack of one's own. */
export class DeliveryPolicies {
  /** Nothing is deployed that no blocking job has scanned. */
  public static mustScan(options: DeliveryPolicyOptions = {}): Policy {
    const about = {
      title: 'every deployment waits for a scan of the image',
      why: 'What nobody scanned may hold any known vulnerability.',
      remedy: "put a ParallelValidate stage before the deployment, or let a job of your own vouch for 'image-scanned'",
    };
    return make('must-scan', about, options, (pipeline) =>
      pipeline.environments
        .filter(({ job }) => !jobsBefore(pipeline, job).some((other) => other.vouches.includes('image-scanned')))
        .map(({ name, path }) => ({
          path,
          message: `environment "${name}" is deployed without a scan of the image before`,
        })),
    );
  }

  /** Production has reviewers, and nobody approves a run of their own. */
  public static mustApproveProduction(options: DeliveryPolicyOptions = {}): Policy {
    const about = {
      title: 'production is approved by somebody else than who started the run',
      why: 'One person alone must not be able to change production.',
      remedy: 'use Promotion.manual({ reviewers: [...], preventSelfReview: true })',
    };
    return make('must-approve-production', about, options, ({ environments }) =>
      environments
        .filter(({ name }) => isProductionName(name))
        .flatMap(({ name, path, reviewerUsers, reviewerTeams, preventSelfReview }) => {
          const missing = [
            ...(reviewerUsers.length + reviewerTeams.length === 0 ? ['a reviewer'] : []),
            ...(preventSelfReview ? [] : ['preventSelfReview']),
          ];
          return missing.length === 0
            ? []
            : [{ path, message: `environment "${name}" lacks ${missing.join(' and ')}` }];
        }),
    );
  }

  /**
   * No job runs longer.
   *
   * @param minutes - whole minutes, at least 1
   */
  public static timeoutCeiling(minutes: number, options: DeliveryPolicyOptions = {}): Policy {
    if (!Number.isInteger(minutes) || minutes < 1) {
      fail(
        'policy',
        'DeliveryPolicies.timeoutCeiling',
        `got ${shown(minutes)}; allowed are whole minutes, at least 1`,
        'round it up',
      );
    }
    const about = {
      title: `no job runs longer than ${minutes} min`,
      why: 'A job that hangs holds a runner that others wait for.',
      remedy: `give the job a timeout of at most ${minutes} min`,
    };
    return make('timeout-ceiling', about, options, ({ jobs }) =>
      jobs
        .filter(({ timeoutMinutes }) => timeoutMinutes === undefined || timeoutMinutes > minutes)
        .map(({ id, path, timeoutMinutes }) => {
          const given =
            timeoutMinutes === undefined
              ? 'no timeout that is known before the run'
              : `a timeout of ${timeoutMinutes} min`;
          return { path, message: `job "${id}" has ${given}; allowed are ${minutes} min` };
        }),
    );
  }

  /**
   * Only these actions run.
   *
   * @param actions - `owner/name`, or `owner/*` for all of an owner; actions of the repository itself are always allowed
   */
  public static allowedActions(actions: string[], options: DeliveryPolicyOptions = {}): Policy {
    const about = {
      title: 'only actions that the organisation has looked at run',
      why: 'An action runs with everything that its job has.',
      remedy: 'use an action of the list, or ask for this one to be added',
    };
    const isAllowed = (name: string) => actions.some((pattern) => matches(name, pattern));
    return make('allowed-actions', about, options, ({ jobs }) =>
      jobs.flatMap(({ id, path, steps }) =>
        steps
          .filter(({ uses }) => uses !== undefined && !uses.startsWith('./') && !isAllowed(uses.split('@')[0]))
          .map((step) => ({
            path,
            message: `step "${step.id ?? step.uses}" of job "${id}" uses ${step.uses?.split('@')[0]}; allowed are ${actions.join(', ')}`,
          })),
      ),
    );
  }

  /** Somebody is told how a release went. */
  public static mustNotify(options: MustNotifyOptions = {}): Policy {
    const { secret } = options;
    const about = {
      title: 'somebody is told how a release went',
      why: 'A broken deployment that nobody hears of stays broken.',
      remedy: secret ? `give the pipeline a notifier that reads ${secret}` : 'give the pipeline a notifier',
    };
    return make('must-notify', about, options, ({ path, environments, jobs }) => {
      const fits = ({ role, secrets }: JobView) =>
        role === 'notification' && (secret === undefined || secrets.includes(secret));
      if (environments.length === 0 || jobs.some(fits)) return [];
      return [{ path, message: `the pipeline has no notification${secret ? ` that reads the secret ${secret}` : ''}` }];
    });
  }

  /**
   * Jobs work in these cloud regions alone.
   *
   * @param regions - such as `eu-central-1`
   */
  public static allowedRegions(regions: string[], options: DeliveryPolicyOptions = {}): Policy {
    const about = {
      title: 'jobs work in the regions of the organisation alone',
      why: 'Where data lies is a matter of law.',
      remedy: `use one of ${regions.join(', ')}`,
    };
    return make('allowed-regions', about, options, ({ jobs }) =>
      jobs.flatMap((job) =>
        regionsOf(job)
          .filter((region) => !regions.includes(region))
          .map((region) => ({
            path: job.path,
            message: `job "${job.id}" works in ${region}; allowed are ${regions.join(', ')}`,
          })),
      ),
    );
  }

  private constructor() {}
}

checkCallsOf(DeliveryPolicies);

/** A policy that is a function. */
class PlainPolicy extends Policy {
  public constructor(
    id: string,
    options: PolicyOptions,
    private readonly look: (pipeline: PipelineView) => PolicyViolation[],
  ) {
    super(id, options);
  }

  public override evaluate(pipeline: PipelineView): PolicyViolation[] {
    return this.look(pipeline);
  }
}

function make(
  id: string,
  about: Omit<PolicyOptions, 'severity'>,
  { severity }: DeliveryPolicyOptions,
  look: (pipeline: PipelineView) => PolicyViolation[],
): Policy {
  return new PlainPolicy(id, { ...about, severity }, look);
}

/** The blocking jobs that a job waits for, directly or not. */
function jobsBefore({ jobs }: PipelineView, id: string): JobView[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const found = new Map<string, JobView>();
  const open = [...(byId.get(id)?.needs ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const job = byId.get(next);
    if (!job?.blocking || found.has(next)) continue;
    found.set(next, job);
    open.push(...job.needs);
  }
  return [...found.values()];
}

function matches(name: string, pattern: string): boolean {
  const [lower, wanted] = [name.toLowerCase(), pattern.toLowerCase()];
  return wanted.endsWith('/*')
    ? lower.startsWith(wanted.slice(0, -1))
    : lower === wanted || lower.startsWith(`${wanted}/`);
}

const REGION_INPUTS = ['aws-region', 'region', 'location'];
const REGION_VARIABLES = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

function regionsOf({ steps }: JobView): string[] {
  const regions = steps.flatMap(({ inputs, env }) => [
    ...REGION_INPUTS.map((name) => inputs[name]),
    ...REGION_VARIABLES.map((name) => env[name]),
  ]);
  return [...new Set(regions.filter((region) => region !== undefined))];
}
