import type { PipelineModel } from '../model/pipeline-model';
import { startsOn, startsWithout } from '../simulate/only-after';
import { checkCallsOf } from '../util/check-call';
import { disagree } from './assertion';

/** What is expected of the deployments to one environment, over all events and all ways in which jobs can end. */
export class DeploymentAssertions {
  /** @internal */
  public static _of(model: PipelineModel, environment: string): DeploymentAssertions {
    const found = model.environments.find(({ name }) => name === environment);
    if (found) return new DeploymentAssertions(model, environment, found.job);
    const actual = model.environments.map(({ name }) => name);
    const message = `expected ${model.path} to deploy to ${environment}`;
    return disagree({ message, actual, expected: [...actual, environment] }, DeploymentAssertions._of);
  }

  private constructor(
    private readonly model: PipelineModel,
    private readonly environment: string,
    private readonly job: string,
  ) {}

  /** Wherever the deployment starts, each of these jobs has succeeded before. Proven, not sampled. */
  public onlyAfter(...jobs: string[]): DeploymentAssertions {
    for (const gate of jobs) {
      const counterexample = startsWithout(this.model, this.job, gate);
      if (!counterexample) continue;
      const message = `expected deployments to ${this.environment} only after ${gate}`;
      const actual = { ...counterexample.outcomes, [this.job]: 'runs' };
      const expected = { ...counterexample.outcomes, [this.job]: 'skipped' };
      return disagree({ message, details: [counterexample.text], actual, expected }, this.onlyAfter);
    }
    return this;
  }

  /** The deployment starts on no other branch or tag. Branches that no rule names are one: `another-branch`. */
  public onlyOn(...refs: string[]): DeploymentAssertions {
    const starts = startsOn(this.model, this.job);
    const others = starts.filter(({ ref }) => !refs.includes(ref));
    if (others.length === 0) return this;
    const message = `expected deployments to ${this.environment} only on ${refs.join(', ')}`;
    const actual = starts.map(({ event }) => event);
    const expected = starts.filter((start) => !others.includes(start)).map(({ event }) => event);
    return disagree({ message, actual, expected }, this.onlyOn);
  }

  /** A person has to approve before the deployment starts. */
  public onlyWithApproval(): DeploymentAssertions {
    const environment = this.model.environments.find(({ name }) => name === this.environment);
    const reviewers = [...(environment?.reviewers.users ?? []), ...(environment?.reviewers.teams ?? [])];
    if (reviewers.length > 0) return this;
    const message = `expected somebody to approve deployments to ${this.environment}`;
    return disagree({ message, actual: reviewers, expected: ['a user or a team'] }, this.onlyWithApproval);
  }
}

checkCallsOf(DeploymentAssertions);
