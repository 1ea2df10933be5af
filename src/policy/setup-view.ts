/** A secret or variable that somebody has to set. */
export interface SettingView {
  /** Its name. */
  readonly name: string;

  /** `secret` or `variable`. */
  readonly kind: string;

  /**
   * Name of the environment that holds it.
   *
   * @default - the repository holds it
   */
  readonly environment?: string;

  /** What to put in. */
  readonly description: string;

  /** The pipeline works without it. */
  readonly optional: boolean;

  /** Ids of the jobs that read it, or the file of a workflow beside the pipeline. */
  readonly usedBy: string[];
}

/** A cloud role that jobs assume by OIDC. */
export interface IdentityView {
  /** Who issues it, such as `AWS`. */
  readonly provider: string;

  /** The variable that holds the role, or the role itself. */
  readonly role: string;

  /** Audience of the token. */
  readonly audience: string;

  /** Ids of the jobs that assume it. */
  readonly usedBy: string[];

  /**
   * Environment of those jobs: part of the token's subject.
   *
   * @default - they have none; the subject names the ref
   */
  readonly environment?: string;

  /** Refs on which jobs without an environment assume it: `refs/heads/main`, `refs/tags/v*`. */
  readonly refs: string[];

  /** What it has to be allowed. */
  readonly mayDo: string;
}

/** A paragraph of the set-up checklist. */
export interface InstructionView {
  /** Heading. */
  readonly title: string;

  /** Markdown. */
  readonly text: string;
}
