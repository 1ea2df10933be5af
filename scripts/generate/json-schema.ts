// biome-ignore-all lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema.

/** The part of JSON Schema draft-07 that the converter writes, and our annotations for the messages. */
export interface JsonSchema {
  $schema?: string;
  $ref?: string;
  definitions?: Record<string, JsonSchema>;
  type?: string | string[];
  enum?: string[];
  const?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  items?: JsonSchema;
  minItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  minProperties?: number;
  propertyNames?: JsonSchema;
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | false;
  if?: JsonSchema;
  then?: JsonSchema;
  else?: JsonSchema;
  allOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  not?: JsonSchema;

  /** What the expressions in a string may use: contexts, and functions as `name(fewest,most)`. */
  'x-context'?: string[];
  /** The whole string is a condition, also without `${{ }}`. */
  'x-condition'?: true;
  /** A string may stand here only as an expression. */
  'x-expression-only'?: true;
  /** What a string that does not match the pattern should look like, after "it". */
  'x-hint'?: string;
  /** Keys that cannot stand together. */
  'x-exclusive'?: string[];
  /** The keys that decide between several forms of a map. */
  'x-one-of-keys'?: string[];
  /** The key by which this form of a map was recognised. */
  'x-deciding-key'?: string;
  /** Keys of the other forms, each with the key that decides for its form. */
  'x-foreign-keys'?: Record<string, string>;
}

/** The keywords above that JSON Schema does not know and that only annotate. */
export const ANNOTATIONS = [
  'x-condition',
  'x-expression-only',
  'x-hint',
  'x-exclusive',
  'x-one-of-keys',
  'x-deciding-key',
  'x-foreign-keys',
];
