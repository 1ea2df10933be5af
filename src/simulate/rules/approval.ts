import type { EnvironmentModel } from '../../model/environment-model';

/** What an environment asks of a job before it may start. */
export interface Wait {
  /** A reviewer has to approve. */
  readonly forApproval: boolean;
  readonly timer: number;
  /** Minutes until it may start. */
  readonly minutes: number;
}

/**
 * How long a job waits for its environment. Approval and wait timer run side by side: the timer counts from when the job is
 * triggered, not from its approval.
 *
 * Source: GitHub docs, "Deployments and environments", "Wait timer" ("delay a job for a specific amount of time after the job
 * is initially triggered"); the same words in GitHub's OpenAPI description, `wait-timer`.
 *
 * @param minutesToApproval - how long reviewers take
 */
export function waitFor(environment: EnvironmentModel | undefined, minutesToApproval: number): Wait {
  const forApproval = environment !== undefined && hasReviewers(environment);
  const timer = environment?.waitTimer ?? 0;
  return { forApproval, timer, minutes: Math.max(forApproval ? minutesToApproval : 0, timer) };
}

/** Somebody can say no: a reviewer, or the app of a custom protection rule. */
export function canReject(environment: EnvironmentModel): boolean {
  return hasReviewers(environment) || environment.protectionApps.length > 0;
}

/** A person is asked. */
export function hasReviewers({ reviewers }: EnvironmentModel): boolean {
  return reviewers.users.length + reviewers.teams.length > 0;
}
