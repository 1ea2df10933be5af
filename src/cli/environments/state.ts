export interface Reviewer {
  readonly type: 'User' | 'Team';
  readonly id: number;
  /** Login, or `organisation/slug`; for people only, equality is by id. */
  readonly name: string;
}

export interface RefPolicy {
  readonly type: 'branch' | 'tag';
  readonly pattern: string;
}

export interface ProtectionApp {
  readonly id: number;
  readonly slug: string;
}

/** An environment's settings in one shape for both sides, what the file wants and what GitHub has. */
export interface EnvironmentState {
  readonly name: string;
  readonly reviewers: readonly Reviewer[];
  readonly preventSelfReview: boolean;
  /** Minutes. */
  readonly waitTimer: number;
  /** Which refs may deploy: every one, those under branch protection, or the listed policies. */
  readonly refs: 'any' | 'protected' | 'listed';
  /** Empty unless `refs` is `listed`. */
  readonly policies: readonly RefPolicy[];
  readonly apps: readonly ProtectionApp[];
  /** null: not said. */
  readonly adminsCanBypass: boolean | null;
  /** By upper-case name. */
  readonly variables: ReadonlyMap<string, string>;
}

/** What GitHub has, with the ids that its calls take. */
export interface LiveEnvironment extends EnvironmentState {
  /** Policy ids by `type:pattern`. */
  readonly policyIds: ReadonlyMap<string, number>;
  /** Rule ids by app id. */
  readonly ruleIds: ReadonlyMap<number, number>;
  /** Upper-case names; null where nobody asked. */
  readonly secrets: ReadonlySet<string> | null;
}

/** What a person asked for, with names resolved. */
export interface DesiredEnvironment extends EnvironmentState {
  readonly requiredVariables: readonly string[];
  readonly requiredSecrets: readonly string[];
}

export const policyKey = (policy: RefPolicy): string => `${policy.type}:${policy.pattern}`;

/** Environments, logins and variable names are not case-sensitive on GitHub. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const upper = (names: Iterable<string>): string[] => [...names].map((name) => name.toUpperCase());
