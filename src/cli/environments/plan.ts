import type { Client } from '../github/client';

/** One difference between what is wanted and what GitHub has, for people. */
export interface Change {
  readonly sign: '+' | '~' | '-';
  readonly text: string;
  /** Afterwards there is less protection than before. */
  readonly weaker: boolean;
}

/** One call that changes something. */
export type Operation = {
  /** What it does, for the account: `let tag v* deploy to production`. */
  readonly title: string;
  readonly path: string;
  /** What it does to the protection of its environment; absent where it does nothing to it. */
  readonly effect?: 'tightens' | 'sets' | 'loosens';
} & (
  | { readonly method: 'PUT' | 'PATCH'; readonly body: unknown }
  | { readonly method: 'DELETE' }
  | {
      readonly method: 'POST';
      readonly body: unknown;
      /** Looks whether it took effect. */
      readonly exists: (client: Client) => Promise<boolean>;
    }
);

/** Something that a person has to set, since its value is not ours to know. */
export interface Missing {
  readonly kind: 'secret' | 'variable';
  readonly name: string;
}

/** What happens to one environment, or to the repository. Operations run in their order; the first failure ends the section. */
export interface Section {
  readonly title: string;
  readonly environment: string | null;
  readonly changes: readonly Change[];
  readonly operations: readonly Operation[];
  readonly missing: readonly Missing[];
}

export interface Plan {
  readonly repository: string;
  readonly sections: readonly Section[];
  /** Environments on GitHub that no file describes. */
  readonly unmanaged: readonly string[];
  /** What a person should know beside the changes. */
  readonly notes: readonly string[];
}

export const operationsOf = (plan: Plan): readonly Operation[] =>
  plan.sections.flatMap((section) => section.operations);

/** GitHub differs from what the files say, or lacks something that a person has to set. */
export const hasDrift = (plan: Plan): boolean =>
  plan.sections.some((section) => section.operations.length > 0 || section.missing.length > 0);
