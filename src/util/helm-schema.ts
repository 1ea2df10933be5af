import type { Ajv, Options, ValidateFunction } from 'ajv';
import { newAjv } from './ajv';
import { type GoPattern, goPattern, RefusedPattern } from './go-pattern';
import {
  foreignReferences,
  hasPart,
  isSchemaMap,
  RefusedSchema,
  type SchemaMap,
  UnknownSchema,
} from './json-schema-parts';
import { asDraft7, draftOf, forAjv } from './schema-draft';
import { mistakeOfForm } from './schema-form';
import { FORMATS } from './schema-formats';

/** Compiles a schema so that it says of values what Helm would say. Throws RefusedSchema or UnknownSchema. */
export function compileAsHelm(schema: SchemaMap | boolean): ValidateFunction {
  if (!isSchemaMap(schema)) return newAjv(OPTIONS).compile(schema);
  const draft = draftOf(schema);
  if (draft === undefined) throw new UnknownSchema(`Helm would have to download what ${schema.$schema} says`);
  const { $schema: _, ...plain } = schema;
  const current = asDraft7(plain, draft) as SchemaMap;
  const foreign = foreignReferences(current);
  if (foreign.length > 0) throw new UnknownSchema(`it refers to ${foreign.join(', ')}`);
  const ajv = newAjv(OPTIONS, draft === 2019 ? '2019-09' : draft === 2020 ? '2020-12' : 'draft-07');
  exactMultiples(ajv);
  try {
    const mistake = mistakeOfForm(current, draft);
    if (mistake !== undefined) throw new RefusedSchema(`it is no JSON Schema: ${mistake}`);
    return ajv.compile(forAjv(current, draft) as SchemaMap);
  } catch (error) {
    throw asVerdict(error as Error, plain);
  }
}

function asVerdict(error: Error, schema: SchemaMap): Error {
  if (error instanceof RefusedSchema) return error;
  if (error instanceof RefusedPattern) return new RefusedSchema(error.message);
  const { missingRef } = error as Error & { missingRef?: string };
  const isNowhere = missingRef?.startsWith('#/') && !hasPart(schema, missingRef);
  return isNowhere
    ? new RefusedSchema(`it refers to ${missingRef}, which is not in it`)
    : new UnknownSchema(error.message);
}

const OPTIONS: Options = {
  allErrors: true,
  verbose: true,
  // Helm does not mind what ajv calls unwise.
  strict: false,
  formats: FORMATS,
  code: { optimize: false, regExp: Object.assign(namedPattern, { code: 'new RegExp' }) },
  // Another one looks at the schema itself: the schema of schemas would take twice as long as all the rest.
  validateSchema: false,
  meta: false,
  logger: false,
};

function namedPattern(pattern: string): GoPattern {
  try {
    return goPattern(pattern);
  } catch (error) {
    (error as Error).message = `it has the pattern ${pattern}, which Go refuses: ${(error as Error).message}`;
    throw error;
  }
}

/** 0.3 is a multiple of 0.1 for Helm, which calculates with fractions. */
function exactMultiples(ajv: Ajv): void {
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    schemaType: 'number',
    compile: (unit: number) => (value: number) => isMultiple(value, unit),
    error: { message: ({ schema }) => `must be a multiple of ${schema}` },
  });
}

function isMultiple(value: number, unit: number): boolean {
  const [a, b] = [decimal(value), decimal(unit)];
  const shift = Math.max(a.places, b.places);
  const whole = ({ digits, places }: Decimal) => digits * 10n ** BigInt(shift - places);
  return whole(a) % whole(b) === 0n;
}

interface Decimal {
  readonly digits: bigint;
  /** Behind the point. */
  readonly places: number;
}

/** 1.5e-7 is 15 with eight places behind the point. */
function decimal(value: number): Decimal {
  const [mantissa, exponent = '0'] = String(value).split('e');
  const [whole, fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}
