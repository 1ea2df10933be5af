import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';

interface Content {
  readonly content: Readonly<Record<string, { readonly schema: object }>>;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: object }>>;
}
interface Reference {
  readonly $ref: string;
}
type Operations = Readonly<
  Record<string, { readonly responses: Readonly<Record<string, Content | Reference>> }>
>;

export interface OpenApi {
  readonly paths: Readonly<Record<string, Operations>>;
  readonly components: { readonly responses: Readonly<Record<string, Content>> };
}

/** openapi.yaml as a judge of answers, which remembers what it has seen. */
export class Contract {
  readonly document = parse(readFileSync(join(__dirname, '../../openapi.yaml'), 'utf8')) as OpenApi;
  readonly seen = new Set<string>();
  // The document is no schema itself: its other keywords are not Ajv's business.
  private readonly ajv = addFormats(new Ajv2020({ strict: false, allErrors: true })).addSchema(
    this.document,
    'openapi',
  );

  /** Every answer that the document promises: `GET /health 200`. */
  get promised(): string[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method.toUpperCase()} ${path} ${status}`),
      ),
    );
  }

  /** The mistakes in an answer: none when it is as promised. */
  async mistakes(method: string, path: string, response: Response): Promise<string[]> {
    const name = `${method} ${path} ${response.status}`;
    const promise = this.document.paths[path]?.[method.toLowerCase()]?.responses[String(response.status)];
    if (!promise) {
      return [`${name} is not in the document`];
    }
    this.seen.add(name);
    const answer = '$ref' in promise ? this.resolve(promise) : promise;

    const type = response.headers.get('content-type')?.split(';')[0] ?? 'no content';
    const media = answer.content[type];
    const mistakes = media
      ? this.judge(media.schema, await response.json(), 'body')
      : [`content type ${type} is not in the document`];
    for (const [header, { required, schema }] of Object.entries(answer.headers ?? {})) {
      const value = response.headers.get(header);
      if (value !== null) {
        mistakes.push(...this.judge(schema, value, header));
      } else if (required) {
        mistakes.push(`header ${header} is missing`);
      }
    }
    return mistakes.map((mistake) => `${name}: ${mistake}`);
  }

  private resolve({ $ref }: Reference): Content {
    const response = this.document.components.responses[$ref.replace('#/components/responses/', '')];
    if (!response) {
      throw new Error(`openapi.yaml has no ${$ref}`);
    }
    return response;
  }

  private judge(schema: object, value: unknown, name: string): string[] {
    const local = JSON.stringify(schema).replaceAll('"#/', '"openapi#/');
    const validate = this.ajv.compile(JSON.parse(local) as object);
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
  }
}
