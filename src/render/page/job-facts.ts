import type { EnvironmentModel } from '../../model/environment-model';
import type { JobModel, PipelineModel, StageModel } from '../../model/pipeline-model';
import type { WorkflowJob } from '../../model/workflow';

/** One job of the workflow with all that is known of it; an escape hatch may have added jobs that only GitHub knows. */
export interface JobFacts {
  readonly id: string;
  readonly job: WorkflowJob;
  readonly known: JobModel | undefined;
  readonly stage: StageModel | undefined;
  readonly environment: EnvironmentModel | undefined;
  /** It is neither the verdict nor a notification. */
  readonly isWork: boolean;
}

/** The jobs in the order of the workflow. */
export function jobFacts(model: PipelineModel): JobFacts[] {
  const known = new Map(model.jobs.map((job) => [job.id, job]));
  return Object.entries(model.workflow.jobs).map(([id, job]) => {
    const facts = known.get(id);
    return {
      id,
      job,
      known: facts,
      stage: model.stages.find((stage) => stage.id === facts?.stage),
      environment: model.environments.find(({ name }) => name === facts?.deploysTo),
      isWork: (facts?.role ?? 'work') === 'work',
    };
  });
}

/** What each job says that it waits for. */
export function needsOf(model: PipelineModel): Map<string, readonly string[]> {
  return new Map(Object.entries(model.workflow.jobs).map(([id, { needs }]) => [id, [needs ?? []].flat()]));
}

/** Who may approve, by name; nobody where it deploys by itself. */
export function reviewersOf({ reviewers }: EnvironmentModel): string[] {
  return [...reviewers.teams, ...reviewers.users];
}
