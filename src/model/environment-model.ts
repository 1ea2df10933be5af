/** Protection settings of one environment on GitHub, by names that people know. */
export interface EnvironmentModel {
  readonly name: string;
  /** Construct path of what deploys there. */
  readonly path: string;
  /** Job that deploys there. */
  readonly job: string;
  readonly url: string | null;
  readonly reviewers: {
    /** Logins. */
    readonly users: readonly string[];
    /** `organisation/slug`. */
    readonly teams: readonly string[];
  };
  readonly preventSelfReview: boolean;
  /** Minutes from when the job is triggered until it may start, beside any approval, 0 to 43,200. */
  readonly waitTimer: number;
  /** Branch patterns that may deploy. */
  readonly branches: readonly string[];
  /** Tag patterns that may deploy. */
  readonly tags: readonly string[];
  /** Slugs of the GitHub Apps whose custom protection rules must be on. */
  readonly protectionApps: readonly string[];
  /** null leaves GitHub's setting alone. */
  readonly adminsCanBypass: boolean | null;
  /** Values that are written to the environment. */
  readonly variables: { readonly [name: string]: string };
  /** Names of variables that are set by hand. */
  readonly requiredVariables: readonly string[];
  /** Names of secrets that are set by hand. */
  readonly requiredSecrets: readonly string[];
}
