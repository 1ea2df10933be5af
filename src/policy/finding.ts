/** How much a finding weighs. */
export enum Severity {
  /** Nothing is written. */
  ERROR = 'error',
  /** Reported; stops synthesis under `strict`. */
  WARNING = 'warning',
  /** Reported. */
  INFO = 'info',
}

/** Something that a check or a policy found. */
export interface Finding {
  /** Rule id, such as `gated-deploys`. */
  readonly rule: string;

  /** How much it weighs. */
  readonly severity: Severity;

  /** Construct path of what it is about, such as `payment-api/production`. */
  readonly path: string;

  /** What is wrong: names the construct, what was given and what is allowed. */
  readonly message: string;

  /** What to do. */
  readonly remedy: string;
}
