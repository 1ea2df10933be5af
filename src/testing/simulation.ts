import type { PipelineModel } from '../model/pipeline-model';
import type { Pipeline } from '../projen/pipeline';
import type { GivenOutcome } from '../simulate/rules/results';
import type { Circumstances, JobRun, Outcomes, Run } from '../simulate/run';
import { runText } from '../simulate/run-text';
import { simulate } from '../simulate/simulate';
import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import type { RunEvent } from './run-event';
import { SynthesizedPipeline } from './synthesized-pipeline';

export type {
  /** What is known of a run beyond how its jobs end: durations, approvals, a cancellation, outputs, variables. */
  Circumstances as RunCircumstances,
  /** How a job or a step ends. */
  GivenOutcome as RunOutcome,
  /** What becomes of one job. */
  JobRun as SimulatedJob,
};

/** Everything that decides how a run goes. */
export interface RunScenario extends Circumstances {
  /**
   * How jobs and steps end, by `job`, `job (leg)` or `job/step`.
   *
   * @default - whatever is not named succeeds
   */
  readonly outcomes?: Outcomes;
}

/** Runs a pipeline on paper: nothing is written, pushed or asked of GitHub. */
export class Simulation {
  /** Synthesizes the pipeline in memory, once for all runs. */
  public static of(pipeline: Pipeline): Simulation {
    return new Simulation(SynthesizedPipeline.of(pipeline)._model);
  }

  /** @internal */
  public static _ofModel(model: PipelineModel): Simulation {
    return new Simulation(model);
  }

  private constructor(private readonly model: PipelineModel) {}

  /**
   * What GitHub would do on an event.
   *
   * @param event - what starts the run
   * @param scenario - how it goes; by default everything succeeds and takes its budget
   */
  public run(event: RunEvent, scenario: RunScenario = {}): SimulatedRun {
    const { outcomes = {}, ...circumstances } = scenario;
    return SimulatedRun._of(this.model.path, simulate(this.model, event._event, outcomes, circumstances));
  }
}

checkCallsOf(Simulation);

/** A run on paper, job by job. */
export class SimulatedRun {
  /** @internal */
  public static _of(path: string, run: Run): SimulatedRun {
    return new SimulatedRun(path, run);
  }

  /** The event in words: `push to main`. */
  public readonly event: string;
  /** False where no trigger lets the event in. */
  public readonly starts: boolean;
  /** Why it does not start; empty where it does. */
  public readonly why: string;
  /** What GitHub shows; null where it does not start, `unknown` where it hinges on outputs that are not given. */
  public readonly conclusion: Run['conclusion'];
  /** The outputs that the conclusion hinges on, as `job/step.output`. */
  public readonly unknown: readonly string[];
  /** Minutes from the event to the end of the last job. */
  public readonly minutes: number;
  /** Minute at which the run was cancelled; null where it was not. */
  public readonly cancelledAt: number | null;
  /** In the order in which they could start. */
  public readonly jobs: readonly JobRun[];

  private constructor(
    private readonly path: string,
    private readonly simulated: Run,
  ) {
    this.event = simulated.title;
    this.starts = simulated.starts;
    this.why = simulated.why;
    this.conclusion = simulated.conclusion;
    this.unknown = simulated.unknown;
    this.minutes = simulated.minutes;
    this.cancelledAt = simulated.cancelledAt;
    this.jobs = simulated.jobs;
  }

  /** What becomes of one job. */
  public job(id: string): JobRun {
    const job = this.jobs.find((candidate) => candidate.id === id);
    if (job) return job;
    const names = this.jobs.map((one) => one.id).join(', ');
    return fail(
      'unknown-name',
      this.path,
      this.starts ? `has no job ${shown(id)}` : `does not start: ${this.why}`,
      this.starts ? `name one of ${names}` : 'simulate an event that starts it',
    );
  }

  /** The run as `npx stagegate simulate` prints it. */
  public toString(): string {
    return runText(this.simulated);
  }
}

checkCallsOf(SimulatedRun);
