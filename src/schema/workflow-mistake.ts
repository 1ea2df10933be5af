import { pointerKeys } from '../util/json-pointer';

/** One thing that GitHub would not accept in a workflow. */
export interface WorkflowMistake {
  /** JSON pointer to what is wrong; for a wrong key, to the map that has it. */
  readonly pointer: string;
  /** The same place for people, such as `jobs.build.steps[0]`. */
  readonly where: string;
  /** One sentence: what is wrong, what was given, what is allowed. */
  readonly message: string;
  /** The rule that is broken: a keyword of JSON Schema, `expression`, `needs`, `step-id`, `inputs` or `unique-keys`. */
  readonly keyword: string;
  /** A key that GitHub's definition does not know. It may be newer than the definition that this package was built from. */
  readonly unknownKey?: string;
}

/** A JSON pointer for people: `jobs.build.steps[0]`. */
export function whereOf(pointer: string): string {
  return (
    pointerKeys(pointer).reduce((path, part) => {
      if (/^\d+$/.test(part)) return `${path}[${part}]`;
      if (!/^[\w-]+$/.test(part)) return `${path}[${JSON.stringify(part)}]`;
      return path ? `${path}.${part}` : part;
    }, '') || 'workflow'
  );
}

export function mistakeAt(pointer: string, keyword: string, message: string, unknownKey?: string): WorkflowMistake {
  return {
    pointer,
    where: whereOf(pointer),
    message,
    keyword,
    ...(unknownKey === undefined ? {} : { unknownKey }),
  };
}
