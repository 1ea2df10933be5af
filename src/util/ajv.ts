import type { Ajv, Options } from 'ajv';
import { loadGenerated } from './package-files';

/** Revisions of JSON Schema that change what keywords mean. */
type SchemaDraft = 'draft-07' | '2019-09' | '2020-12';

type AjvOfDrafts = { readonly [draft in SchemaDraft]: new (options: Options) => Ajv };

/** The one door to ajv, bundled by `scripts/generate` and loaded on first use. */
export function newAjv(options: Options, draft: SchemaDraft = 'draft-07'): Ajv {
  const drafts = loadGenerated<AjvOfDrafts>('ajv.cjs');
  return new drafts[draft](options);
}
