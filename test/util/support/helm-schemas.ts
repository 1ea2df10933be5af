export type Schema = Record<string, unknown>;
/** A schema for the value `v`, values that Helm takes with it, and values that it refuses. */
export type Row = readonly [schema: Schema, taken: readonly unknown[], refused: readonly unknown[]];

export const DRAFT = {
  4: 'http://json-schema.org/draft-04/schema#',
  6: 'http://json-schema.org/draft-06/schema#',
  7: 'http://json-schema.org/draft-07/schema#',
  2019: 'https://json-schema.org/draft/2019-09/schema',
  2020: 'https://json-schema.org/draft/2020-12/schema',
};
export const of = (draft: keyof typeof DRAFT, v: unknown, beside: Schema = {}): Schema => ({
  $schema: DRAFT[draft],
  properties: { v },
  ...beside,
});
export const format = (name: string) => of(7, { format: name });
export const pattern = (text: string) => of(7, { pattern: text });
