import { createRequire } from 'node:module';
import Ajv, { type ValidateFunction } from 'ajv';

type Json = { readonly [key: string]: unknown };

interface Description {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Json } };
  readonly components: { readonly [section: string]: { readonly [name: string]: unknown } };
}

let description: Description | undefined;
const validators = new Map<string, ValidateFunction | null>();

/** What GitHub's own description of its API says against a request body; empty where it agrees. */
export function requestProblems(method: string, path: string, body: unknown): string[] {
  const operation = operationOf(method, path);
  const content = (operation.requestBody as Json | undefined)?.content as Json | undefined;
  const schema = (content?.['application/json'] as Json | undefined)?.schema;
  if (schema === undefined) return body === undefined ? [] : ['the call takes no body'];
  const validate = validator(`${method} ${path}`, schema);
  return validate(body ?? null) ? [] : problems(validate);
}

/** The same for an answer. */
export function answerProblems(method: string, path: string, status: number, data: unknown): string[] {
  const responses = operationOf(method, path).responses as { readonly [status: string]: Json };
  const response = resolve(responses[status]);
  if (!response) return [`${status} is not described; described are ${Object.keys(responses).join(', ')}`];
  const schema = ((response.content as Json | undefined)?.['application/json'] as Json | undefined)?.schema;
  if (schema === undefined) return data === null ? [] : ['the answer has a body where none is described'];
  const validate = validator(`${method} ${path} ${status}`, schema);
  return validate(data) ? [] : problems(validate);
}

function operationOf(method: string, path: string): Json {
  const operation = load().paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`GitHub describes no ${method} ${path}`);
  return operation;
}

function load(): Description {
  description ??= createRequire(__filename)('@octokit/openapi/generated/api.github.com.json') as Description;
  return description;
}

function resolve(value: unknown): Json | undefined {
  const ref = (value as Json | undefined)?.$ref as string | undefined;
  if (ref === undefined) return value as Json | undefined;
  return ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Json)[key], load()) as Json;
}

/** Compiles a schema with the components that it refers to, and no others: all of them take ajv seconds. */
function validator(key: string, schema: unknown): ValidateFunction {
  let validate = validators.get(key);
  if (!validate) {
    const schemas: { [name: string]: unknown } = {};
    const root = gather(schema, schemas) as object;
    const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
    validate = ajv.compile({ ...root, components: { schemas } });
    validators.set(key, validate);
  }
  return validate;
}

/** Copies a schema and, into `schemas`, what it refers to. `nullable` without `type` is OpenAPI's and means nothing to ajv. */
function gather(value: unknown, schemas: { [name: string]: unknown }): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => gather(item, schemas));
  const ref = (value as Json).$ref;
  if (typeof ref === 'string') {
    const name = ref.split('/').at(-1) as string;
    if (!(name in schemas)) {
      schemas[name] = true;
      schemas[name] = gather(load().components.schemas[name], schemas);
    }
    return value;
  }
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, gather(item, schemas)]));
  if (copy.nullable !== true || 'type' in copy) return copy;
  const { nullable: _, ...rest } = copy;
  return { anyOf: [rest, { type: 'null' }] };
}

const problems = (validate: ValidateFunction): string[] =>
  (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
