import type { EnvironmentModel } from '../../model/environment-model';
import { approvalJobId, NOTIFY_JOB, rollbackJobId, scriptFile } from '../../model/ids';
import type { JobModel, PipelineModel } from '../../model/pipeline-model';
import { emptied, meantForOthers, readByCommand, whyEmptied } from '../../model/script-variables';
import type { Workflow, WorkflowEnv, WorkflowJob, WorkflowStep } from '../../model/workflow';
import { quoted } from '../../util/expression-text';
import { refsCondition } from '../../values/ref-pattern';

interface RollbackJob {
  readonly job: WorkflowJob;
  readonly model: JobModel;
}

/** The pipeline with its way back, and with the scripts of both. */
export function withRollback(model: PipelineModel): PipelineModel {
  const rollback = rollbackOf(model);
  return { ...model, scripts: [...new Set([...model.scripts, ...rollback.scripts])].sort(), rollback };
}

/**
 * The workflow that takes an environment back on demand. Each of its jobs is the deployment as it is printed, with everything
 * that people changed in it, but for the deed: so environment, line, rights and logins are the same.
 */
function rollbackOf(model: PipelineModel): PipelineModel {
  const { workflow, environments } = model;
  const back = environments.flatMap((environment) => rollbackJob(model, environment));
  const told = notification(
    model,
    back.map(({ model }) => model.id),
  );
  const asked = environments.flatMap((environment) => request(model, environment));
  const jobs = [...back, ...asked, ...told].map((one) => deaf(one, workflow.env));
  const printed: Workflow = {
    name: `${model.id}-rollback`,
    'run-name': 'Rollback of ${{ inputs.environment }}: ${{ inputs.reason }}',
    on: { workflow_dispatch: { inputs: inputsOf(environments) } },
    concurrency: { group: `${model.id}-rollback-\${{ github.run_id }}`, 'cancel-in-progress': false },
    permissions: {},
    defaults: workflow.defaults,
    env: workflow.env,
    jobs: Object.fromEntries(jobs.map(({ job, model }) => [model.id, job])),
  };
  return {
    ...model,
    workflow: JSON.parse(JSON.stringify(printed)) as Workflow,
    stages: [],
    jobs: jobs.map((one) => one.model),
    overlays: [],
    scripts: ['check-rollback', 'return-release', ...(told.length > 0 ? ['write-rollback-message'] : [])],
    patched: [],
  };
}

/** Its scripts hear of no variable that the whole workflow has for other ends. */
function deaf({ job, model }: RollbackJob, ofWorkflow: WorkflowEnv = {}): RollbackJob {
  const comments = { ...model.comments };
  const steps = job.steps.map((step) => {
    const others = meantForOthers(readByCommand(step.run), ofWorkflow, { ...job.env, ...step.env });
    if (others.length === 0) return step;
    comments[`/steps/${step.id}/env`] = whyEmptied(others);
    const { run, ...head } = step;
    return { ...head, env: { ...step.env, ...emptied(others) }, run };
  });
  return { job: { ...job, steps }, model: { ...model, comments } };
}

function inputsOf(environments: readonly EnvironmentModel[]) {
  return {
    environment: {
      description: 'Environment to take back',
      required: true,
      type: 'choice',
      options: [...new Set(environments.map(({ name }) => name))],
    },
    digest: { description: 'Image to go back to, sha256:…; empty for the one that ran before', type: 'string' },
    reason: { description: 'Why; shown in the summary and in messages', required: true, type: 'string' },
  };
}

/** Where the deed of a deployment begins. */
const DEED = ['deploy', 'verify', 'smoke', 'mark', 'rollback', 'summary'];

/** What only an upgrade asks for, and what a rollback is told otherwise. */
const OF_UPGRADES = ['CHART', 'VALUES', 'DIGEST', 'HELM_MAJOR', 'FIRST_INSTALL'];

function rollbackJob({ workflow, jobs }: PipelineModel, environment: EnvironmentModel): RollbackJob[] {
  const job = workflow.jobs?.[environment.job];
  const deployment = jobs.find(({ id }) => id === environment.job);
  // A patch may have left anything; what is wrong with it is told of the deployment.
  if (!Array.isArray(job?.steps) || deployment === undefined) return [];
  const id = rollbackJobId(deployment.stage ?? deployment.id);
  const env = Object.entries({ ...job.env }).filter(([name]) => !OF_UPGRADES.includes(name));
  return [
    {
      job: {
        ...job,
        name: id,
        needs: undefined,
        'continue-on-error': undefined,
        if: startsWhere(environment),
        env: Object.fromEntries(env),
        outputs: { to: '${{ steps.rollback.outputs.to }}', from: '${{ steps.rollback.outputs.from }}' },
        steps: rollbackSteps(job.steps),
      },
      model: {
        ...deployment,
        id,
        stage: null,
        reads: [],
        vouches: [],
        decides: [],
        runsWhen: refsCondition(environment),
        budgetMinutes: null,
        comments: Object.fromEntries(
          Object.entries(deployment.comments).filter(([pointer]) => pointer.startsWith('/steps/')),
        ),
        description: {
          answersFor: 'an image that once ran here runs again',
          takes: [],
          gives: ['running service'],
          onFailure: 'calls a person',
        },
      },
    },
  ];
}

const startsWhere = (environment: EnvironmentModel) =>
  `\${{ inputs.environment == ${quoted(environment.name)} && ${refsCondition(environment)} }}`;

/** What people type is for the scripts that check it: steps of others never see it. */
const TYPED: WorkflowEnv = { DIGEST: '${{ inputs.digest }}', REASON: '${{ inputs.reason }}' };

/** Everything up to the deed but for charts, which no rollback installs; then the way back, the question whether it answers, and the mark. */
function rollbackSteps(steps: readonly WorkflowStep[]): WorkflowStep[] {
  const deed = steps.findIndex(({ id }) => DEED.includes(id));
  const before = steps.slice(0, deed < 0 ? undefined : deed).filter(({ id }) => id !== 'charts');
  // Without the check, which somebody may have taken away, nobody knows when it was asked for.
  const asked: WorkflowEnv = before.some(({ id }) => id === 'check')
    ? { ASKED: '${{ steps.check.outputs.asked }}' }
    : {};
  return [
    ...before.map((step) =>
      step.id === 'check'
        ? calling(
            'check-rollback',
            'Check reason, digest, settings, and the protection of the environment',
            step,
            TYPED,
          )
        : step,
    ),
    {
      ...calling('return-release', 'Find the revision, roll back, verify the digest', hearing(steps[deed]), {
        ...TYPED,
        ...asked,
      }),
      id: 'rollback',
    },
    ...steps.filter(({ id }) => id === 'smoke' || id === 'mark'),
  ];
}

/** A step that nothing is hidden from: what another script may not hear is not what this one may not, see `deaf`. */
const hearing = (step: WorkflowStep): WorkflowStep => ({
  ...step,
  env: Object.fromEntries(Object.entries({ ...step?.env }).filter(([, value]) => value !== '')),
});

/** Who approves it is asked as for a deployment, and told why. */
function request({ workflow, jobs }: PipelineModel, environment: EnvironmentModel): RollbackJob[] {
  const deployment = jobs.find(({ id }) => id === environment.job);
  const asking = jobs.find(({ id }) => id === approvalJobId(deployment?.stage ?? environment.job));
  const job = asking && workflow.jobs?.[asking.id];
  if (asking === undefined || !Array.isArray(job?.steps)) return [];
  const steps = job.steps.map((step) => {
    if (step.id !== 'message') return step;
    const { SERVICE = '', WAITING = '' } = step.env ?? {};
    const name = `Ask for the approval of a rollback of ${environment.name}`;
    return calling('write-approval-request', name, { ...step, env: { SERVICE, WAITING } }, TYPED);
  });
  return [
    {
      job: { ...job, needs: undefined, if: startsWhere(environment), steps },
      model: { ...asking, reads: [], description: { ...asking.description, takes: [] } },
    },
  ];
}

function notification({ workflow, jobs }: PipelineModel, needs: readonly string[]): RollbackJob[] {
  const job = workflow.jobs?.[NOTIFY_JOB];
  const model = jobs.find(({ id }) => id === NOTIFY_JOB);
  if (!Array.isArray(job?.steps) || model === undefined) return [];
  const steps = job.steps.map((step) => {
    if (step.id !== 'message') return step;
    const env = {
      SERVICE: step.env?.SERVICE ?? '',
      ENVIRONMENT: '${{ inputs.environment }}',
      REASON: '${{ inputs.reason }}',
      NEEDS: '${{ toJSON(needs) }}',
    };
    return calling('write-rollback-message', 'Write the message', { ...step, env: {} }, env);
  });
  return [{ job: { ...job, needs, if: '${{ always() }}', steps }, model: { ...model, reads: needs } }];
}

/** A step that stands where another stood, calls another script, and is told more. */
function calling(script: string, name: string, step: WorkflowStep | undefined, env: WorkflowEnv): WorkflowStep {
  const { run, ...head } = { id: '', run: undefined, ...step };
  return { ...head, name, env: { ...head.env, ...env }, run: `bash ${scriptFile(`${script}.sh`)}` };
}
