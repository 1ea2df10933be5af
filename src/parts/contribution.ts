import type { Permission } from '../values/permission';
import type { Step } from './step';

/** Something that somebody has to set on GitHub. */
export enum SettingKind {
  SECRET = 'secret',
  VARIABLE = 'variable',
}

/** A secret or variable that a part reads. */
export interface Setting {
  /** Its name: letters, digits and `_`; no leading digit, no leading `GITHUB_`. */
  readonly name: string;

  /** A secret is never shown; a variable is. */
  readonly kind: SettingKind;

  /** What to put in, for the set-up checklist. */
  readonly description: string;

  /**
   * It stays at the repository, also where the job has an environment.
   *
   * @default false
   */
  readonly repositoryLevel?: boolean;

  /**
   * The part works without it.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** A cloud role that a job assumes by OIDC. */
export interface Identity {
  /** Who issues the role, such as `AWS`. */
  readonly provider: string;

  /** The variable that holds the role. */
  readonly role: string;

  /** Audience of the token, such as `sts.amazonaws.com`. */
  readonly audience: string;

  /** What the role has to be allowed, in one sentence. */
  readonly mayDo: string;
}

/** A paragraph of the set-up checklist. */
export interface Instruction {
  /** Heading; instructions of the same heading are put together. */
  readonly title: string;

  /** Markdown. */
  readonly text: string;
}

/** What a part gives to a job so that the job can do something. Everything that the job needs for it, and nothing else. */
export interface Contribution {
  /**
   * Steps, in order.
   *
   * @default - none
   */
  readonly steps?: Step[];

  /**
   * Environment of the job.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;

  /**
   * Rights of the job's token.
   *
   * @default - none
   */
  readonly permissions?: Permission[];

  /**
   * Secrets and variables that it reads.
   *
   * @default - none
   */
  readonly settings?: Setting[];

  /**
   * Cloud roles that it assumes.
   *
   * @default - none
   */
  readonly identities?: Identity[];

  /**
   * Paragraphs for the set-up checklist.
   *
   * @default - none
   */
  readonly instructions?: Instruction[];
}
