import { type Event, events } from '../simulate/events';
import { checkCallsOf } from '../util/check-call';

/** What starts a run in a test. */
export class RunEvent {
  /** A push to a branch. */
  public static push(branch: string): RunEvent {
    return new RunEvent(events.push(branch));
  }

  /** A push of a tag. */
  public static pushTag(tag: string): RunEvent {
    return new RunEvent(events.pushTag(tag));
  }

  /** A pull request within the repository. */
  public static pullRequest(base: string): RunEvent {
    return new RunEvent(events.pullRequest(base));
  }

  /** A pull request from another repository. */
  public static forkPullRequest(base: string): RunEvent {
    return new RunEvent(events.forkPullRequest(base));
  }

  /** A merge group in the merge queue of a branch. */
  public static mergeGroup(base: string): RunEvent {
    return new RunEvent(events.mergeGroup(base));
  }

  /**
   * A manual start.
   *
   * @param branch - where it is started: a branch, or a ref such as `refs/tags/v1`
   * @param inputs - what is given, by name; the others have their defaults
   */
  public static manual(branch: string, inputs: Record<string, string | number | boolean> = {}): RunEvent {
    return new RunEvent(events.dispatch(branch, inputs));
  }

  /** A timer, which runs on the default branch. */
  public static schedule(defaultBranch: string): RunEvent {
    return new RunEvent(events.schedule(defaultBranch));
  }

  /** @internal */
  public readonly _event: Event;

  private constructor(event: Event) {
    this._event = event;
  }

  /** The same event, with these files changed: for path filters, all of which pass otherwise. */
  public withChangedFiles(...files: string[]): RunEvent {
    return new RunEvent({ ...this._event, changedFiles: files });
  }
}

checkCallsOf(RunEvent);
