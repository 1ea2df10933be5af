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

/** The keys and indices of a JSON pointer. */
export function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The JSON pointer to a place. */
export function pointerTo(...path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** A JSON pointer for people: `jobs.build.steps[0]`. */
export function whereOf(pointer: string): string {
  return (
    pathOf(pointer).reduce((path, part) => {
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
