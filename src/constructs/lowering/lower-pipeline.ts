import type { IConstruct } from 'constructs';
import type { EnvironmentModel } from '../../model/environment-model';
import type { JobModel, PipelineModel, StageModel } from '../../model/pipeline-model';
import type { WorkflowJob } from '../../model/workflow';
import { ACKNOWLEDGEMENT_METADATA, type AcknowledgementProps } from '../../policy/acknowledgement';
import { type Finding, Severity } from '../../policy/finding';
import { DeployEnvironment } from '../deploy-environment';
import type { LoweredJob } from '../job';
import { applied, operationOf } from '../patches';
import { type PipelineContext, pathOf } from '../pipeline-context';
import { repositorySettingsOf, requiredChecksOf } from '../repository-settings';
import { approvalJob, gateJob, type Lowered, notifyJob } from './closing-jobs';
import { jobCondition } from './conditions';
import { computeEdges, type LoweredStage } from './edges';
import { lowerStages } from './lower-stages';
import { identitiesOf, instructionsOf, permissionsOf, reasonsOf, settingsOf } from './sums';
import { workflowOf } from './workflow-frame';

/** What a tree of constructs means: one model, and what is wrong with several constructs together. */
export function lowerPipeline(
  root: IConstruct,
  context: PipelineContext,
): { readonly model: PipelineModel; readonly problems: readonly Finding[] } {
  const problems: Finding[] = [];
  const report = (rule: string, path: string, message: string, remedy: string) =>
    problems.push({ rule, severity: Severity.ERROR, path, message, remedy });

  const stages = lowerStages(root, context, report);
  const jobs = stages.flatMap((stage) => stage.jobs);
  const edges = computeEdges(stages, context.schedule === 'dataflow');
  const blocking = new Set(jobs.filter((job) => job.blocking).map(({ id }) => id));
  const lowered: Lowered = { context, jobs, edges };
  const environments = stages.flatMap(({ stage }) =>
    stage instanceof DeployEnvironment ? [environmentOf(stage, jobs)] : [],
  );

  const printed = new Map<string, WorkflowJob>();
  const models: JobModel[] = [];
  const place = (
    job: LoweredJob,
    needs: readonly string[],
    reads: readonly string[],
    condition: string | undefined,
    stage: string | null,
  ) => {
    printed.set(job.id, {
      ...job.job,
      needs: needs.length > 0 ? needs : undefined,
      if: condition,
      permissions: permissionsOf(job),
    } as WorkflowJob);
    models.push(modelOf(job, reads, stage));
    for (const problem of job.problems) {
      report(
        'patch-target',
        job.path,
        problem,
        'look at the step as it is printed now, and change or remove the patch',
      );
    }
  };
  for (const { stage, jobs: own } of stages) {
    for (const job of own) {
      const { needs, reads } = edges.get(job.id) ?? { needs: [], reads: [] };
      place(
        stale(context, job),
        needs,
        reads,
        jobCondition(needs, (id) => blocking.has(id), job.runsWhen),
        stage.node.id,
      );
    }
  }
  const closing: LoweredJob[] = [];
  if (context.notifiers.length > 0) {
    for (const environment of environments.filter(
      ({ reviewers }) => reviewers.users.length + reviewers.teams.length > 0,
    )) {
      const deploy = printed.get(environment.job);
      const ask = approvalJob(lowered, environment, deploy?.env?.DIGEST ?? '');
      closing.push(ask);
      place(ask, deploy?.needs ?? [], edges.get(environment.job)?.reads ?? [], deploy?.if, null);
    }
  }
  const everything = jobs.map(({ id }) => id);
  closing.push(gateJob(lowered));
  place(closing[closing.length - 1], everything, everything, '${{ always() }}', null);
  if (context.notifiers.length > 0) {
    closing.push(notifyJob(lowered));
    const quiet = "github.event_name != 'pull_request' && github.event_name != 'merge_group'";
    place(closing[closing.length - 1], everything, everything, `\${{ always() && ${quiet} }}`, null);
  }

  const patched = applied(workflowOf(context, printed), context.patches);
  if (patched.problem !== undefined) {
    report(
      'patch-target',
      context.path,
      patched.problem,
      'look at the workflow as it is printed now, and change or remove the patch',
    );
  }
  const everyJob = [...jobs, ...closing];
  const settings = settingsOf(everyJob);
  const model: PipelineModel = {
    id: context.id,
    path: context.path,
    source: context.source,
    workflow: patched.document,
    schedule: context.schedule,
    defaultBranch: context.defaultBranch,
    release: context.release,
    stages: stageModels(stages),
    jobs: models,
    environments: environments.map((environment) => ({
      ...environment,
      requiredVariables: namesIn(settings, environment.name, 'variable'),
      requiredSecrets: namesIn(settings, environment.name, 'secret'),
    })),
    overlays: stages.flatMap(({ stage }) => (stage instanceof DeployEnvironment ? [stage._overlayModel()] : [])),
    settings,
    identities: identitiesOf(everyJob),
    instructions: instructionsOf(everyJob),
    versions: Object.assign({}, ...everyJob.map((job) => job.versions)),
    scripts: [...new Set(everyJob.flatMap(({ scripts }) => scripts))].sort(),
    repository: context.repository,
    strict: context.strict,
    requiredChecks: requiredChecksOf(context.repositorySettings, context.release.branches),
    repositorySettings: repositorySettingsOf(context.repositorySettings),
    acknowledgements: acknowledgementsOf(root),
    patched: [
      ...everyJob.flatMap(({ id, touched }) => touched.map((pointer) => `/jobs/${id}${pointer}`)),
      ...context.patches.map((patch) => operationOf(patch).path),
    ],
  };
  return { model, problems };
}

function environmentOf(stage: DeployEnvironment, jobs: readonly LoweredJob[]): EnvironmentModel {
  const environment = stage._environmentModel();
  return { ...environment, job: jobs.find(({ path }) => path === environment.path)?.id ?? environment.job };
}

/** On a branch, a newer run may end what an older one does before it deploys; a deployment is never ended. */
function stale(context: PipelineContext, job: LoweredJob): LoweredJob {
  if (!context.cancelStaleRuns || job.deploysTo !== null || job.job.concurrency !== undefined) return job;
  const group = `${context.id}-${job.id}-\${{ github.ref }}`;
  return { ...job, job: { ...job.job, concurrency: { group, 'cancel-in-progress': true } } };
}

function modelOf(job: LoweredJob, reads: readonly string[], stage: string | null): JobModel {
  return {
    id: job.id,
    path: job.path,
    construct: job.construct,
    role: job.role,
    stage,
    reads,
    blocking: job.blocking,
    vouches: job.blocking ? job.vouches : [],
    decides: job.decides.filter((id) => job.job.steps.some((step) => step.id === id)),
    runsWhen: job.runsWhen,
    budgetMinutes: job.budgetMinutes,
    deploysTo: job.deploysTo,
    foreignCode: job.foreignCode,
    permissionReasons: reasonsOf(job),
    comments: job.comments,
    description: job.description,
    patched: job.patched,
  };
}

function stageModels(stages: readonly LoweredStage[]): StageModel[] {
  let number = 0;
  let title = '';
  return stages.map(({ stage, jobs }, index) => {
    if (index === 0 || stage._title !== title || !stage._deploys) number += 1;
    title = stage._title;
    const before = stages.slice(Math.max(0, index - 1), index).map((other) => other.stage);
    return {
      id: stage.node.id,
      path: pathOf(stage),
      construct: stage.constructor.name,
      number,
      title,
      jobs: jobs.map(({ id }) => id),
      after: (stage._after ?? before).map(({ node }) => node.id),
    };
  });
}

function namesIn(settings: PipelineModel['settings'], environment: string, kind: string): string[] {
  return settings
    .filter((setting) => setting.environment === environment && setting.kind === kind && !setting.optional)
    .map(({ name }) => name);
}

function acknowledgementsOf(root: IConstruct): PipelineModel['acknowledgements'] {
  return root.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === ACKNOWLEDGEMENT_METADATA)
      .map(({ data }) => {
        const { rule, reason, owner, expires } = data as AcknowledgementProps & { rule: string };
        return { rule, path: pathOf(construct), reason, owner: owner ?? null, expires: expires ?? null };
      }),
  );
}
