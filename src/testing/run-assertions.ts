import type { PipelineModel } from '../model/pipeline-model';
import { eventText } from '../simulate/events';
import type { GivenOutcome } from '../simulate/rules/results';
import type { Circumstances, JobRun, Outcomes, Run } from '../simulate/run';
import { simulate } from '../simulate/simulate';
import { notGiven } from '../simulate/text';
import { checkCallsOf } from '../util/check-call';
import { disagree, type Expectation } from './assertion';
import type { RunEvent } from './run-event';

/**
 * What is expected of one run on paper. Jobs and steps that are not said to end otherwise succeed. Names are those of the
 * workflow: `lint`, `unit-test (22)` for a leg of a matrix, `deploy-dev/smoke` for a step.
 */
export class RunAssertions {
  /** @internal */
  public static _of(model: PipelineModel, event: RunEvent): RunAssertions {
    return new RunAssertions(model, event, {}, {});
  }

  private readonly title: string;
  private readonly run: Run;

  private constructor(
    private readonly model: PipelineModel,
    private readonly event: RunEvent,
    private readonly outcomes: Outcomes,
    private readonly circumstances: Circumstances,
  ) {
    this.run = simulate(model, event._event, outcomes, circumstances);
    const given = Object.entries(outcomes).map(([name, outcome]) => `${name} ${ENDS[outcome]}`);
    this.title = [eventText(event._event), ...given].join(', ');
  }

  /** The same run, in which these jobs or steps fail. */
  public whenFails(...names: string[]): RunAssertions {
    return this.when('failure', names);
  }

  /** The same run, in which these jobs or steps are cancelled. */
  public whenCancelled(...names: string[]): RunAssertions {
    return this.when('cancelled', names);
  }

  /** The same run, in which these jobs or steps take longer than their timeout. */
  public whenTimesOut(...names: string[]): RunAssertions {
    return this.when('timed-out', names);
  }

  /** The same run, in which the approval of these jobs is refused: jobs whose environment asks somebody. */
  public whenRejected(...jobs: string[]): RunAssertions {
    return this.when('rejected', jobs);
  }

  /**
   * The same run, of which more is known.
   *
   * @param circumstances - outputs of steps, variables, durations, how long reviewers take, a cancellation
   */
  public where(circumstances: Circumstances): RunAssertions {
    const { durations, approvals, outputs, vars } = this.circumstances;
    return new RunAssertions(this.model, this.event, this.outcomes, {
      ...this.circumstances,
      ...circumstances,
      durations: { ...durations, ...circumstances.durations },
      approvals: { ...approvals, ...circumstances.approvals },
      outputs: merged(outputs, circumstances.outputs),
      vars: { ...vars, ...circumstances.vars },
    });
  }

  /** The event starts the workflow. */
  public toStart(): RunAssertions {
    return this.expect(this.run.starts, true, 'the workflow to start', this.toStart);
  }

  /** No trigger lets the event in. */
  public toNotStart(): RunAssertions {
    return this.expect(this.run.starts, false, 'the workflow not to start', this.toNotStart);
  }

  /** A runner takes each of these jobs. */
  public toRun(...jobs: string[]): RunAssertions {
    return this.expectEach(jobs, ({ ran }) => (ran ? 'runs' : 'does not run'), 'runs', 'to run', this.toRun);
  }

  /** Each of these jobs is skipped. */
  public toSkip(...jobs: string[]): RunAssertions {
    const skips = ({ result }: JobRun) => (result === 'skipped' ? 'skipped' : 'not skipped');
    return this.expectEach(jobs, skips, 'skipped', 'to be skipped', this.toSkip);
  }

  /** Each of these jobs waits for a reviewer before it may start. A wait timer is no approval. */
  public toRequireApproval(...jobs: string[]): RunAssertions {
    const waits = ({ waitsForApproval }: JobRun) => (waitsForApproval ? 'waits' : 'does not wait');
    return this.expectEach(jobs, waits, 'waits', 'to wait for approval', this.toRequireApproval);
  }

  /** Exactly these environments are deployed to, in any order, and their deployments succeed. */
  public toDeploy(...environments: string[]): RunAssertions {
    const entering = this.run.jobs.filter(({ environment }) => environment !== null);
    const what = `deployments to ${listed(environments)}`;
    this.settled(
      entering.flatMap(({ unknown }) => unknown),
      what,
      this.toDeploy,
    );
    const reached = entering.filter(({ outcome }) => outcome === 'success').map(({ environment }) => environment);
    return this.expect([...reached].sort(), [...environments].sort(), what, this.toDeploy);
  }

  /** The run concludes with success: GitHub shows it green. */
  public toSucceed(): RunAssertions {
    this.settled(this.run.unknown, 'the run to succeed', this.toSucceed);
    return this.expect(this.run.conclusion, 'success', 'the run to succeed', this.toSucceed);
  }

  /** The run concludes with failure: GitHub shows it red. */
  public toFail(): RunAssertions {
    this.settled(this.run.unknown, 'the run to fail', this.toFail);
    return this.expect(this.run.conclusion, 'failure', 'the run to fail', this.toFail);
  }

  private when(outcome: GivenOutcome, names: readonly string[]): RunAssertions {
    const more = Object.fromEntries(names.map((name) => [name, outcome]));
    return new RunAssertions(this.model, this.event, { ...this.outcomes, ...more }, this.circumstances);
  }

  private expectEach(
    ids: readonly string[],
    stateOf: (job: JobRun) => string,
    wanted: string,
    what: string,
    since: Expectation,
  ): RunAssertions {
    const actual = Object.fromEntries(ids.map((id) => [id, this.stateOf(id, stateOf)]));
    const expected = Object.fromEntries(ids.map((id) => [id, wanted]));
    const doubtful = this.run.jobs.filter(({ id, why }) => ids.includes(id) && why.holds === null);
    this.settled(
      doubtful.flatMap(({ unknown }) => unknown),
      `${listed(doubtful.map(({ id }) => id))} ${what}`,
      since,
    );
    const others = ids.filter((id) => actual[id] !== wanted);
    return this.expect(actual, expected, `${listed(others)} ${what}`, since);
  }

  private stateOf(id: string, stateOf: (job: JobRun) => string): string {
    if (!(id in this.model.workflow.jobs)) {
      const known = Object.keys(this.model.workflow.jobs).join(', ');
      throw new Error(`the pipeline has no job "${id}"; it has ${known}`);
    }
    const job = this.run.jobs.find((candidate) => candidate.id === id);
    return job ? stateOf(job) : 'not started';
  }

  /** What hinges on outputs that nobody gave is no fact, and no expectation holds of it. */
  private settled(unknown: readonly string[], what: string, since: Expectation): void {
    if (unknown.length === 0) return;
    const outputs = [...new Set(unknown)];
    const message = `${this.title}: expected ${what}; nobody knows, because ${notGiven(outputs)}`;
    const given = outputs.map((output) => output.split('.')).map(([step, name]) => ({ [step]: { [name]: '…' } }));
    const missing = JSON.stringify({ outputs: given.reduce(merged, {}) });
    const details = [`  → say what it is: .where(${missing})`, '', ...this.details()];
    disagree({ message, details, actual: 'unknown', expected: what }, since);
  }

  private expect(actual: unknown, expected: unknown, what: string, since: Expectation): RunAssertions {
    if (JSON.stringify(actual) === JSON.stringify(expected)) return this;
    return disagree({ message: `${this.title}: expected ${what}`, details: this.details(), actual, expected }, since);
  }

  private details(): string[] {
    if (!this.run.starts) return [`  the workflow does not start: ${this.run.why}`];
    const width = Math.max(...this.run.jobs.map(({ id }) => id.length));
    return this.run.jobs.map(
      ({ id, outcome, result, reason }) =>
        `  ${id.padEnd(width)}  ${outcome ?? result}${reason === '' ? '' : `: ${reason}`}`,
    );
  }
}

checkCallsOf(RunAssertions);

type Outputs = NonNullable<Circumstances['outputs']>;

/** Outputs of the same step add up. */
function merged(known: Outputs = {}, more: Outputs = {}): Outputs {
  const steps = Object.entries(more).map(([step, outputs]) => [step, { ...known[step], ...outputs }]);
  return { ...known, ...Object.fromEntries(steps) };
}

const ENDS: { readonly [outcome in GivenOutcome]: string } = {
  success: 'succeeds',
  failure: 'fails',
  cancelled: 'is cancelled',
  'timed-out': 'times out',
  rejected: 'is rejected',
};

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nowhere' : names.join(', ');
}
