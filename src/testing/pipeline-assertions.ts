import type { PipelineModel } from '../model/pipeline-model';
import type { Finding } from '../policy/finding';
import type { Pipeline } from '../projen/pipeline';
import { prove } from '../simulate/prove';
import { schedule } from '../simulate/schedule';
import { checkCallsOf } from '../util/check-call';
import { disagree } from './assertion';
import { DeploymentAssertions } from './deployment-assertions';
import { RunAssertions } from './run-assertions';
import type { RunEvent } from './run-event';
import { SynthesizedPipeline } from './synthesized-pipeline';

/** What is expected of a pipeline. An expectation that does not hold throws an `AssertionError`. */
export class PipelineAssertions {
  /** Synthesizes the pipeline in memory, once for all expectations. */
  public static of(pipeline: Pipeline): PipelineAssertions {
    const { _model, findings } = SynthesizedPipeline.of(pipeline);
    return new PipelineAssertions(_model, findings);
  }

  /** @internal */
  public static _ofModel(model: PipelineModel): PipelineAssertions {
    return new PipelineAssertions(model, []);
  }

  private constructor(
    private readonly model: PipelineModel,
    private readonly findings: readonly Finding[],
  ) {}

  /** One run on paper. */
  public on(event: RunEvent): RunAssertions {
    return RunAssertions._of(this.model, event);
  }

  /** The environment is one that the pipeline deploys to; more can be said of it over all runs. */
  public toDeploy(environment: string): DeploymentAssertions {
    return DeploymentAssertions._of(this.model, environment);
  }

  /** No error was found, so that files would be written. */
  public toSynthesize(): PipelineAssertions {
    const errors = this.findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return this;
    const details = errors.map(({ rule, path, message, remedy }) => `  ${rule}  ${path}  ${message}\n  → ${remedy}`);
    const actual = errors.map(({ rule, path }) => `${rule}  ${path}`);
    const message = `expected ${this.model.path} to synthesize`;
    return disagree({ message, details, actual, expected: [] }, this.toSynthesize);
  }

  /** No run, on any event, however its jobs end, deploys past a gate. */
  public toBeProven(): PipelineAssertions {
    const { counterexamples, text } = prove(this.model);
    if (counterexamples.length === 0) return this;
    const details = counterexamples.map((counterexample) => counterexample.text);
    const actual = counterexamples.map(({ message }) => message);
    return disagree({ message: `${this.model.path}: ${text}`, details, actual, expected: [] }, this.toBeProven);
  }

  /** A green run takes no longer than this, by the budgets, without waiting for people and runners. */
  public toFinishWithin(minutes: number): PipelineAssertions {
    const times = schedule(this.model);
    if (times.minutes <= minutes) return this;
    const message = `expected ${this.model.path} to finish within ${minutes} minutes; its budgets allow ${times.minutes}`;
    const details = [`  critical path: ${times.criticalPath.join(' -> ')}`];
    return disagree({ message, details, actual: times.minutes, expected: minutes }, this.toFinishWithin);
  }
}

checkCallsOf(PipelineAssertions);

/** `expectPipeline(pipeline).on(RunEvent.push('main')).toRun('build')`: the way in, for tests in TypeScript. */
export function expectPipeline(pipeline: Pipeline): PipelineAssertions {
  return PipelineAssertions.of(pipeline);
}
