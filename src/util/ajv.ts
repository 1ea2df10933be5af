import type { Ajv, Options } from 'ajv';

/** Revisions of JSON Schema that change what keywords mean. */
export type SchemaDraft = 'draft-07' | '2019-09' | '2020-12';

const MODULES: { readonly [draft in SchemaDraft]: string } = {
  'draft-07': 'ajv',
  '2019-09': 'ajv/dist/2019',
  '2020-12': 'ajv/dist/2020',
};

/** The one door to ajv, loaded on first use: it costs some 40 ms. */
export function newAjv(options: Options, draft: SchemaDraft = 'draft-07'): Ajv {
  const { default: Validator } = require(MODULES[draft]) as { default: new (options: Options) => Ajv };
  return new Validator(options);
}
