// biome-ignore-all lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema.

import type { Converter } from './convert';
import type { JsonSchema } from './json-schema';
import type { MappingRule, NamedMapping } from './template-schema';

/** One form of a map: its keys, or what any key must look like. */
export function mapSchema(converter: Converter, mapping: NamedMapping, context: readonly string[]): JsonSchema {
  const properties = propertiesOf(converter, mapping);
  const required = properties.filter(({ required }) => required).map(({ key }) => key);
  return {
    ...(properties.length > 0 && {
      properties: Object.fromEntries(properties.map(({ key, type }) => [key, converter.reference(type, context)])),
    }),
    ...(required.length > 0 && { required }),
    ...otherKeys(converter, mapping, context),
    ...converter.correction(mapping.name).maps,
  };
}

function otherKeys(converter: Converter, mapping: MappingRule, context: readonly string[]): JsonSchema {
  const keyType = mapping['loose-key-type'];
  const valueType = mapping['loose-value-type'];
  if (keyType === undefined || valueType === undefined) {
    // Where expressions may stand, a key may be one, such as `${{ insert }}`.
    return { additionalProperties: false, ...(context.length > 0 && { patternProperties: { '^\\$\\{\\{': {} } }) };
  }
  return {
    propertyNames: converter.keys(keyType, context),
    additionalProperties: converter.reference(valueType, context),
  };
}

/**
 * Several forms of a map, such as a step that runs a script or uses an action. The form is chosen by the keys that only
 * one form has, so that a mistake is reported against the form that was meant.
 */
export function mapSchemaByKeys(
  converter: Converter,
  mappings: readonly NamedMapping[],
  context: readonly string[],
): JsonSchema {
  const forms = formsOf(converter, mappings);
  if (forms.length === 1) return mapSchema(converter, forms[0].mapping, context);

  const decidingKeys = forms.map(({ decidingKey }) => decidingKey);
  // First by the key that a form requires, then by any key of its own.
  const tests = [
    ...forms.map((form) => ({ form, keys: [form.decidingKey] })),
    ...forms.map((form) => ({ form, keys: form.ownKeys.filter((key) => key !== form.decidingKey) })),
  ].filter(({ keys }) => keys.length > 0);

  const chosen = tests.reduceRight<JsonSchema>(
    (otherwise, { form, keys }) => ({
      if: anyOfKeys(keys),
      then: converter.emit(`${form.mapping.name}-form`, context, () => ({
        ...mapSchema(converter, form.mapping, context),
        'x-deciding-key': form.decidingKey,
        'x-foreign-keys': foreignKeys(forms, form),
      })),
      else: otherwise,
    }),
    { 'x-one-of-keys': decidingKeys, ...anyOfKeys(decidingKeys) },
  );
  return { allOf: [{ if: { type: 'object' }, then: chosen }] };
}

interface Form {
  readonly mapping: NamedMapping;
  /** The required key that no other form has. */
  readonly decidingKey: string;
  /** All keys that no other form has. */
  readonly ownKeys: readonly string[];
}

function formsOf(converter: Converter, mappings: readonly NamedMapping[]): Form[] {
  const available = mappings.filter((mapping) =>
    Object.entries(mapping.properties ?? {}).every(
      ([key, property]) => typeof property === 'string' || !property.required || !converter.switchedOff.includes(key),
    ),
  );
  const keysOf = (mapping: NamedMapping) => propertiesOf(converter, mapping).map(({ key }) => key);
  return available.map((mapping) => {
    const others = new Set(available.filter((other) => other !== mapping).flatMap(keysOf));
    const own = propertiesOf(converter, mapping).filter(({ key }) => !others.has(key));
    const deciding = own.find(({ required }) => required);
    if (!deciding) throw new Error(`nothing tells '${mapping.name}' from its alternatives`);
    return { mapping, decidingKey: deciding.key, ownKeys: own.map(({ key }) => key) };
  });
}

function foreignKeys(forms: readonly Form[], form: Form): Record<string, string> {
  const others = forms.filter((other) => other !== form);
  return Object.fromEntries(others.flatMap(({ ownKeys, decidingKey }) => ownKeys.map((key) => [key, decidingKey])));
}

function propertiesOf(converter: Converter, { properties = {} }: MappingRule) {
  return Object.entries(properties)
    .filter(([key]) => !converter.switchedOff.includes(key))
    .map(([key, property]) =>
      typeof property === 'string'
        ? { key, type: property, required: false }
        : { key, type: property.type, required: property.required ?? false },
    );
}

function anyOfKeys(keys: readonly string[]): JsonSchema {
  return keys.length === 1 ? { required: [...keys] } : { anyOf: keys.map((key) => ({ required: [key] })) };
}
