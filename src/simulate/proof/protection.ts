import type { EnvironmentModel } from '../../model/environment-model';
import type { PipelineModel } from '../../model/pipeline-model';
import type { Plan } from '../plan';
import { type Counterexample, still } from './counterexample';

/** A job that enters an environment, or should. */
export interface Deployment {
  readonly job: string;
  /** Construct path. */
  readonly path: string;
  /** Null where its environment is not one of the pipeline's. */
  readonly environment: EnvironmentModel | null;
}

/** Every job that deploys or enters an environment, also one that only a patch put there. */
export function deploymentsOf(model: PipelineModel, plan: Plan): Deployment[] {
  return plan.order.flatMap((id) => {
    const job = model.jobs.find((candidate) => candidate.id === id);
    const named = plan.job(id).environment;
    if (named === null && (job?.deploysTo ?? null) === null) return [];
    const name = (named ?? job?.deploysTo)?.toLowerCase();
    const environment = model.environments.find((candidate) => candidate.name.toLowerCase() === name) ?? null;
    return [{ job: id, path: job?.path ?? model.path, environment }];
  });
}

/** Where the job and the protection of its environment do not agree. */
export function protectionMistakes(model: PipelineModel, plan: Plan, deployment: Deployment): Counterexample[] {
  const { job, path, environment } = deployment;
  const { environment: named, legs, continueOnError } = plan.job(job);
  const deploysTo = model.jobs.find(({ id }) => id === job)?.deploysTo ?? null;
  const about = { path, job, environment: environment?.name ?? named };
  const wrong = (what: string, remedy: string) => [still('protection', about, what, remedy)];
  if (named === null) {
    return wrong(
      `${job} deploys to ${deploysTo} without naming the environment: nobody is asked and every branch may deploy`,
      `keep \`environment\` of ${job} as it was generated`,
    );
  }
  if (named.includes('${{')) {
    return wrong(
      `${job} enters the environment ${named}, which only the run knows: it may be one that nobody protects`,
      'name the environment by a literal',
    );
  }
  if (!environment) {
    return wrong(
      `${job} enters the environment "${named}", which the pipeline does not protect: GitHub makes it up without any rule`,
      `declare it with a DeployEnvironment, or use one of ${model.environments.map(({ name }) => name).join(', ')}`,
    );
  }
  if (deploysTo !== null && deploysTo.toLowerCase() !== named.toLowerCase()) {
    return wrong(
      `${job} deploys to ${deploysTo} under the protection of ${named}`,
      `let ${job} name the environment ${deploysTo}`,
    );
  }
  if (deploysTo !== null && legs.length > 1) {
    return wrong(
      `${job} deploys to ${deploysTo} in ${legs.length} legs: each waits for an approval of its own, and all go the same way at once`,
      'declare a DeployEnvironment for each place',
    );
  }
  if (deploysTo !== null && continueOnError !== false) {
    return wrong(
      `${job} deploys to ${deploysTo} and may fail unnoticed: jobs after it and every message take it for a success`,
      `leave continue-on-error of ${job} away`,
    );
  }
  if (environment.job !== job) {
    return wrong(
      `${job} enters ${environment.name} beside ${environment.job}: it gets the secrets and the identity of the environment`,
      `let only ${environment.job} enter ${environment.name}`,
    );
  }
  return [];
}
