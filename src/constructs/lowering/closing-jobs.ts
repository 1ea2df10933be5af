import { RootConstruct } from 'constructs';
import type { EnvironmentModel } from '../../model/environment-model';
import { approvalJobId, GATE_JOB, NOTIFY_JOB } from '../../model/ids';
import { Step } from '../../parts/step';
import { PermissionLevel, PermissionScope } from '../../values/permission';
import { scriptsOnly } from '../contributions';
import { Job, type LoweredJob } from '../job';
import { type PipelineContext, providePipeline } from '../pipeline-context';
import { rightlySkipped } from './conditions';
import type { Edges } from './edges';

const TIMEOUT_MINUTES = 5;

/** What is known when all stages are lowered. */
export interface Lowered {
  readonly context: PipelineContext;
  readonly jobs: readonly LoweredJob[];
  readonly edges: ReadonlyMap<string, Edges>;
}

/** Jobs that no stage owns are made on a bench of their own, so that lowering leaves the user's tree as it was. */
function onBench(context: PipelineContext): RootConstruct {
  const bench = new RootConstruct(context.id);
  providePipeline(bench, context);
  return bench;
}

/** The verdict over every blocking job: the one check that branch protection has to require. */
export function gateJob({ context, jobs, edges }: Lowered): LoweredJob {
  // A name that each leg of a matrix fills in is known to nobody else.
  const budgets = jobs.filter(({ job, budgetMinutes }) => budgetMinutes !== null && !job.name.includes('${{'));
  const mayFail = jobs.filter(({ blocking }) => !blocking).map(({ id }) => id);
  const maySkip = rightlySkipped(jobs, (id) => edges.get(id)?.needs ?? []);
  const job = Job._of(
    onBench(context),
    GATE_JOB,
    {
      title: context.requiredCheck,
      checkout: false,
      contributions: [scriptsOnly()],
      permissions: [
        { scope: PermissionScope.ACTIONS, level: PermissionLevel.READ, reason: 'read how long each job took' },
      ],
      steps: [
        Step._script('durations', 'report-durations', {
          name: 'Compare the durations with the budgets',
          continueOnError: true,
          env: {
            BUDGETS: JSON.stringify(
              Object.fromEntries(budgets.map(({ job, budgetMinutes }) => [job.name, budgetMinutes])),
            ),
            GH_TOKEN: '${{ github.token }}',
          },
        }),
        Step._script('decide', 'decide-gate', {
          name: 'Decide',
          env: {
            NEEDS: '${{ toJSON(needs) }}',
            ...(maySkip === '' ? {} : { MAY_SKIP: maySkip }),
            ...(mayFail.length === 0 ? {} : { MAY_FAIL: mayFail.join(' ') }),
          },
        }),
      ],
    },
    {
      construct: 'Pipeline',
      role: 'verdict',
      timeoutMinutes: TIMEOUT_MINUTES,
      decides: ['decide'],
      comments: { '/steps/decide/env/MAY_SKIP': 'skipped jobs are right only where their own condition does not hold' },
      description: {
        answersFor: 'the verdict; durations against budgets',
        takes: ['every result'],
        gives: ['the required check'],
        onFailure: 'closes the gate',
      },
    },
  );
  return job._toModel();
}

/** One message however the run ended; it never fails the run. */
export function notifyJob({ context, jobs }: Lowered): LoweredJob {
  const deploys = jobs.filter(({ deploysTo }) => deploysTo !== null).map(({ id, deploysTo }) => [id, deploysTo]);
  const warns = jobs.filter(({ blocking }) => !blocking).map(({ id }) => id);
  const titles = context.notifiers.map(({ title }) => title);
  const job = Job._of(
    onBench(context),
    NOTIFY_JOB,
    {
      checkout: false,
      blocking: false,
      contributions: [
        scriptsOnly(),
        {
          steps: [
            Step._script('message', 'write-message', {
              name: 'Write the message',
              env: {
                SERVICE: context.service,
                JOBS: jobs.map(({ id }) => id).join(' '),
                ENVIRONMENTS: JSON.stringify(Object.fromEntries(deploys)),
                ...(warns.length === 0 ? {} : { WARN_JOBS: warns.join(' ') }),
                NEEDS: '${{ toJSON(needs) }}',
              },
            }),
          ],
        },
        ...sending(context),
      ],
    },
    {
      construct: 'Pipeline',
      role: 'notification',
      timeoutMinutes: TIMEOUT_MINUTES,
      description: {
        answersFor: `one message to ${titles.join(' and ')}, whatever happened`,
        takes: ['every result'],
        onFailure: 'never fails the run',
      },
    },
  );
  return job._toModel();
}

/** Nothing of ours runs while a deployment waits for its reviewers, so a job beside it asks for them. */
export function approvalJob(
  { context }: Lowered,
  stage: string,
  environment: EnvironmentModel,
  digest: string,
): LoweredJob {
  const job = Job._of(
    onBench(context),
    approvalJobId(stage),
    {
      checkout: false,
      blocking: false,
      contributions: [
        scriptsOnly(),
        {
          steps: [
            Step._script('message', 'write-approval-request', {
              name: `Ask for the approval of ${environment.name}`,
              env: { SERVICE: context.service, WAITING: environment.name, DIGEST: digest },
            }),
          ],
        },
        ...sending(context),
      ],
    },
    {
      construct: 'DeployEnvironment',
      role: 'notification',
      timeoutMinutes: TIMEOUT_MINUTES,
      description: {
        answersFor: `asking the reviewers of ${environment.name}`,
        takes: ['digest'],
        onFailure: 'never fails the run',
      },
    },
  );
  return { ...job._toModel(), path: environment.path };
}

/** Where one chat cannot be reached, the next is told all the same. */
const TOLD_EACH = "!cancelled() && steps.message.outcome == 'success'";

function sending({ notifiers }: PipelineContext) {
  return notifiers.map((notifier, index) => {
    const contribution = notifier.send();
    const steps = (contribution.steps ?? []).map((step) =>
      index === 0 ? step : step._renamed(`${step.id}-${index + 1}`)._when(TOLD_EACH),
    );
    return { ...contribution, steps };
  });
}
