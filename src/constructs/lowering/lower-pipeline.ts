import type { IConstruct } from 'constructs';
import { GATE_JOB } from '../../model/ids';
import type { PipelineModel, StageModel } from '../../model/pipeline-model';
import { nameOfJob, type Workflow } from '../../model/workflow';
import { ACKNOWLEDGEMENT_METADATA, type AcknowledgementOptions } from '../../policy/acknowledgement';
import type { Finding } from '../../policy/finding';
import { needlessRollback, patchTarget, type TreeRule, treeFinding } from '../../policy/tree-rules';
import { DeployEnvironment } from '../deploy-environment';
import { driftSetUp } from '../drift-check';
import { applied, operationOf } from '../patches';
import { type PipelineContext, pathOf } from '../pipeline-context';
import { repositorySettingsOf, requiredChecksOf } from '../repository-settings';
import { computeEdges, type LoweredStage } from './edges';
import { lowerStages } from './lower-stages';
import { jobModel, type PlacedJob, placeJobs, printedJob } from './placed-jobs';
import { withRollback } from './rollback';
import { identitiesOf, instructionsOf, settingsOf } from './sums';
import { untoldSettings } from './untold-settings';
import { asGitHubReads, workflowOf } from './workflow-frame';

/** What a tree of constructs means. */
export interface LoweredPipeline {
  readonly model: PipelineModel;
  /** What is wrong with several constructs together. */
  readonly problems: readonly Finding[];
  /** The same pipeline under any schedule. */
  under(schedule: PipelineModel['schedule']): PipelineModel;
}

/** Makes one model of a tree of constructs. */
export function lowerPipeline(root: IConstruct, context: PipelineContext): LoweredPipeline {
  const problems: Finding[] = [];
  const report = (rule: TreeRule, path: string, message: string) => problems.push(treeFinding(rule, path, message));

  const stages = lowerStages(root, context, report);
  const jobs = stages.flatMap((stage) => stage.jobs);
  const deployments = stages.flatMap(({ stage }) => (stage instanceof DeployEnvironment ? [stage] : []));
  const environments = deployments.map((stage) => stage._environmentModel());
  const placedUnder = (schedule: PipelineModel['schedule']) =>
    placeJobs({ context, jobs, edges: computeEdges(stages, schedule === 'dataflow') }, stages, environments);
  const placed = placedUnder(context.schedule);
  for (const { path, problem } of placed.flatMap(({ job }) =>
    job.problems.map((text) => ({ path: job.path, problem: text })),
  )) {
    report(patchTarget, path, problem);
  }

  const patched = patchedWorkflow(context, placed);
  if (patched.problem !== undefined) {
    report(patchTarget, context.path, patched.problem);
  }
  const everyJob = placed.map(({ job }) => job);
  const settings = settingsOf(everyJob);
  const drift = context.driftCheck && driftSetUp(context.id, context.driftCheck);
  const told = [...settings, ...(drift?.settings ?? [])];
  const own: PipelineModel = {
    id: context.id,
    path: context.path,
    source: context.source,
    workflow: patched.document,
    schedule: context.schedule,
    defaultBranch: context.defaultBranch,
    release: context.release,
    stages: stageModels(stages),
    jobs: placed.map(jobModel),
    environments: environments.map((environment) => ({
      ...environment,
      requiredVariables: namesIn(settings, environment.name, 'variable'),
      requiredSecrets: namesIn(settings, environment.name, 'secret'),
    })),
    overlays: deployments.map((stage) => stage._overlayModel()),
    settings: [...told, ...untoldSettings(patched.document, everyJob, told)],
    identities: identitiesOf(everyJob),
    instructions: [...instructionsOf(everyJob), ...(drift?.instructions ?? [])],
    versions: Object.assign({}, ...everyJob.map((job) => job.versions)),
    scripts: [...new Set(everyJob.flatMap(({ scripts }) => scripts))].sort(),
    repository: context.repository,
    strict: context.strict,
    requiredChecks: requiredChecksOf(
      context.repositorySettings,
      context.release.branches,
      nameOfJob(patched.document, GATE_JOB),
    ),
    repositorySettings: repositorySettingsOf(context.repositorySettings),
    driftCheck: context.driftCheck ?? null,
    rollback: null,
    acknowledgements: acknowledgementsOf(root),
    patched: [
      ...everyJob.flatMap(({ id, touched }) => touched.map((pointer) => `/jobs/${id}${pointer}`)),
      ...context.patches.map((patch) => operationOf(patch).path),
    ],
  };
  if (context.rollback && environments.length === 0) {
    report(needlessRollback, context.path, 'asks for a rollback workflow, and deploys nowhere');
  }
  const model = context.rollback && environments.length > 0 ? withRollback(own) : own;
  const under = (schedule: PipelineModel['schedule']): PipelineModel => {
    if (schedule === model.schedule) return model;
    const others = placedUnder(schedule);
    return { ...model, schedule, workflow: patchedWorkflow(context, others).document, jobs: others.map(jobModel) };
  };
  return { model, problems, under };
}

/** The workflow as it will be written, and what of the patches found no place. */
function patchedWorkflow(
  context: PipelineContext,
  placed: readonly PlacedJob[],
): { document: Workflow; problem?: string } {
  const workflow = workflowOf(context, new Map(placed.map((one) => [one.job.id, printedJob(one)])));
  if (context.patches.length === 0) return { document: workflow };
  const { document, problem } = applied(workflow, context.patches);
  return { document: asGitHubReads(document), problem };
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

/** What stands above the pipeline, such as the project, holds for all of it. */
function acknowledgementsOf(root: IConstruct): PipelineModel['acknowledgements'] {
  const above = root.node.scopes.slice(0, -1).map((construct) => ({ construct, path: pathOf(root) }));
  const within = root.node.findAll().map((construct) => ({ construct, path: pathOf(construct) }));
  return [...above, ...within].flatMap(({ construct, path }) =>
    construct.node.metadata
      .filter(({ type }) => type === ACKNOWLEDGEMENT_METADATA)
      .map(({ data }) => {
        const { rule, reason, owner, expires } = data as AcknowledgementOptions & { rule: string };
        return { rule, path, reason, owner: owner ?? null, expires: expires ?? null };
      }),
  );
}
