/** Protection settings of one environment on GitHub. */
export interface EnvironmentView {
  /** Its name. */
  readonly name: string;

  /** Construct path of what deploys there. */
  readonly path: string;

  /** Id of the job that deploys there. */
  readonly job: string;

  /**
   * Where the service answers.
   *
   * @default - nowhere that people reach
   */
  readonly url?: string;

  /** Logins of those who may approve. */
  readonly reviewerUsers: string[];

  /** Teams that may approve, as `organisation/slug`. */
  readonly reviewerTeams: string[];

  /** Who started the run may not approve it. */
  readonly preventSelfReview: boolean;

  /** Minutes from when the job is triggered until it may start, beside any approval. */
  readonly waitTimer: number;

  /** Branch patterns that may deploy. */
  readonly branches: string[];

  /** Tag patterns that may deploy. */
  readonly tags: string[];

  /** Slugs of the GitHub Apps whose custom protection rules must be on. */
  readonly protectionApps: string[];

  /**
   * Administrators may skip the protection.
   *
   * @default - GitHub's setting is left alone
   */
  readonly adminsCanBypass?: boolean;

  /** Values that are written to the environment. */
  readonly variables: Record<string, string>;

  /** Names of variables that are set by hand. */
  readonly requiredVariables: string[];

  /** Names of secrets that are set by hand. */
  readonly requiredSecrets: string[];
}
