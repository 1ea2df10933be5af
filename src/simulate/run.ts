import type { Event } from './events';
import type { Explanation } from './explain';
import type { GivenOutcome, Outcome } from './rules/results';
import type { Result } from './rules/status';

/** A run on paper. */
export interface Run {
  readonly event: Event;
  /** The event in words: `push to main`. */
  readonly title: string;
  /** False where no trigger lets the event in. */
  readonly starts: boolean;
  /** Why it does not start; empty where it does. */
  readonly why: string;
  /** Null where it does not start; unknown where it hinges on outputs that nobody gave. */
  readonly conclusion: Result | 'unknown' | null;
  /** The outputs that the conclusion hinges on and that nobody gave, as `job/step.output`. */
  readonly unknown: readonly string[];
  /** Minutes from the event to the end of the last job. */
  readonly minutes: number;
  /** Minute at which the run was cancelled; null where it was not. */
  readonly cancelledAt: number | null;
  /** In the order in which they could start. */
  readonly jobs: readonly JobRun[];
}

export interface JobRun {
  readonly id: string;
  /** A runner took it. */
  readonly ran: boolean;
  /** A reviewer was asked before it could start. */
  readonly waitsForApproval: boolean;
  /** Minutes that the wait timer of its environment holds it back, beside any approval; 0 where there is none. */
  readonly waitTimer: number;
  /** Environment that it entered or was kept out of. */
  readonly environment: string | null;
  /** How it ended by itself; null where it was skipped, or where nobody knows. */
  readonly outcome: Outcome | null;
  /** What `needs.<job>.result` says; unknown where that hinges on outputs that nobody gave. */
  readonly result: Result | 'unknown';
  /** Its condition. Nobody knows whether it runs where `why.holds` is null. */
  readonly why: Explanation;
  /** Why it did not run to its end, or why nobody knows, in words; empty where it did. */
  readonly reason: string;
  /** The outputs that its result hinges on and that nobody gave, as `job/step.output`. */
  readonly unknown: readonly string[];
  /** Known values; null for an output whose value only a real run knows. */
  readonly outputs: { readonly [name: string]: string | null };
  /** One where there is no matrix; empty where it did not run. */
  readonly legs: readonly LegRun[];
  /** Minute at which its condition was evaluated. */
  readonly ready: number;
  /** Minute at which a runner took it; null where none did. */
  readonly start: number | null;
  /** Minute at which others may go on. */
  readonly end: number;
}

export interface LegRun {
  /** `20, linux`; empty where there is no matrix. */
  readonly name: string;
  readonly outcome: Outcome;
  /** Empty where the scenario gives the outcome of the whole job, and does not say which step it was. */
  readonly steps: readonly StepRun[];
}

export interface StepRun {
  readonly id: string;
  readonly name: string;
  readonly outcome: Result;
  /** After `continue-on-error`. */
  readonly conclusion: Result;
  readonly why: Explanation;
}

/** How jobs and steps end, by `job`, `job (leg)` or `job/step`. Whatever is not named succeeds. */
export interface Outcomes {
  readonly [jobOrStep: string]: GivenOutcome;
}

/** What else is known about a run. Minutes, everywhere. */
export interface Circumstances {
  /** By job; its budget where it is not given, and 0 where there is none. */
  readonly durations?: { readonly [job: string]: number };
  /** How long reviewers take, by environment; 0 where it is not given. Wait timers run at the same time. */
  readonly approvals?: { readonly [environment: string]: number };
  /** Somebody cancels the run; nobody where it is not given. */
  readonly cancelledAt?: number;
  /** The same event comes once more, and meets the workflow's concurrency group; it does not where it is not given. */
  readonly repeatedAt?: number;
  /** By `job/step`, then output. What is not given is unknown. */
  readonly outputs?: { readonly [jobAndStep: string]: { readonly [output: string]: string } };
  /** Variables, by name; an unset one is empty. */
  readonly vars?: { readonly [name: string]: string };
}

/** Everything that decides how a run goes. */
export interface Scenario {
  readonly event: Event;
  readonly outcomes: Outcomes;
  readonly circumstances: Circumstances;
}
