import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { newAjv } from '../../util/ajv';
import { pointerKeys } from '../../util/json-pointer';
import { packageFile } from '../../util/package-files';

interface SchemaProblem {
  /** Keys from the root of the file to what is wrong. */
  readonly path: readonly string[];
  readonly message: string;
}

const SCHEMA = packageFile('schemas', 'environment.schema.json');

let validate: ValidateFunction | undefined;

/** What a settings file breaks of its schema, in words. */
export function schemaProblems(content: unknown): SchemaProblem[] {
  if (!validate) {
    validate = newAjv({ allErrors: true, verbose: true }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  }
  if (validate(content)) return [];
  // An error of a property's name is told by the error of that name itself.
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames').map(describe);
}

function describe(error: ErrorObject): SchemaProblem {
  const keys = pointerKeys(error.instancePath);
  const named = error.propertyName === undefined ? keys : [...keys, error.propertyName];
  const what = named.join('.') || 'the file';
  switch (error.keyword) {
    case 'additionalProperties': {
      const key: string = error.params.additionalProperty;
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      return {
        path: [...keys, key],
        message: `unknown key ${[...keys, key].join('.')}; known are ${known.join(', ')}`,
      };
    }
    case 'required':
      return { path: keys, message: `${what} lacks the key ${error.params.missingProperty}` };
    case 'pattern': {
      const rule = (error.parentSchema as { description?: string }).description;
      const given = error.propertyName ?? String(error.data);
      return { path: named, message: `${what}: ${JSON.stringify(given)} is not allowed${rule ? `. ${rule}` : ''}` };
    }
    default:
      return { path: named, message: `${what} ${error.message}` };
  }
}
