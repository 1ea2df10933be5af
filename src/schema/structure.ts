import { sentence, slipIn } from './sentences';
import { mistakeAt, type WorkflowMistake } from './workflow-mistake';
import type { SchemaError } from './workflow-validator';

/** Keywords that only say that something inside them is wrong, which is reported on its own. */
const WRAPPERS = new Set(['if', 'allOf', 'propertyNames']);

/** One sentence per mistake from the errors of the validator. */
export function structureMistakes(errors: readonly SchemaError[]): WorkflowMistake[] {
  const mistakes = new Map<string, WorkflowMistake>();
  for (const error of errors) {
    if (WRAPPERS.has(error.keyword) || errors.some((other) => saysMore(other, error))) continue;
    const mistake = mistakeAt(error.instancePath, error.keyword, sentence(error), unknownKeyIn(error));
    mistakes.set(`${mistake.pointer} ${mistake.message}`, mistake);
  }
  return [...mistakes.values()];
}

/** Whether one error is about the same mistake as another, and the better one to report. */
function saysMore(better: SchemaError, error: SchemaError): boolean {
  if (better === error || better.instancePath !== error.instancePath) return false;
  switch (error.keyword) {
    case 'required':
      // One of several keys is missing: the choice names them all.
      return isChoice(better) && error.schemaPath.startsWith(`${better.schemaPath}/`);
    case 'additionalProperties':
      return slipIn(better)?.given === error.params.additionalProperty;
    case 'enum':
      return better.keyword === 'type';
    case 'const':
      return better.keyword === 'type' || better.keyword === 'enum';
    default:
      return false;
  }
}

const isChoice = ({ parentSchema }: SchemaError) => parentSchema['x-one-of-keys'] !== undefined;

/** Keys that belong to another form of the same map are known; the rest may be newer than the definition. */
function unknownKeyIn({ keyword, params, parentSchema }: SchemaError): string | undefined {
  if (keyword !== 'additionalProperties') return undefined;
  const key = params.additionalProperty as string;
  return Object.hasOwn(parentSchema['x-foreign-keys'] ?? {}, key) ? undefined : key;
}
