import { describe, expect, test } from 'vitest';
import { overlayFitsChart } from '../../../src/checks/rules/overlay-fits-chart';
import type { Chart } from '../../../src/util/chart';
import { subchart } from '../../support/chart';
import { overlayFindings, overlayMessages, overlayModel } from '../../support/overlay-model';

const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  additionalProperties: false,
  required: ['replicaCount', 'image', 'existingSecret'],
  properties: {
    replicaCount: { type: 'integer', minimum: 1, maximum: 50 },
    image: {
      type: 'object',
      additionalProperties: false,
      properties: {
        repository: { type: 'string', minLength: 1 },
        digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
        pullPolicy: { enum: ['IfNotPresent', 'Always'] },
      },
    },
    migration: {
      type: 'object',
      properties: { enabled: { type: 'boolean' }, command: { type: 'array', items: { type: 'string' } } },
      if: { properties: { enabled: { const: true } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { command: { minItems: 1 } } },
    },
    existingSecret: { type: 'string' },
    env: { type: 'object', propertyNames: { pattern: '^[A-Z_]+$' }, additionalProperties: { type: 'string' } },
    port: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    probe: { oneOf: [{ type: 'string' }, { $ref: '#/definitions/http' }] },
    kind: { const: 'web' },
    tags: { type: ['array', 'null'], uniqueItems: true },
    admin: { format: 'email' },
    share: { multipleOf: 0.1 },
  },
  definitions: {
    http: { type: 'object', additionalProperties: false, properties: { path: { type: 'string', pattern: '^/' } } },
  },
};
const DEFAULTS = {
  replicaCount: 1,
  image: { repository: '', digest: '', pullPolicy: 'Always' },
  migration: { enabled: false, command: [] },
  existingSecret: 'payment-api',
};

const overlay = (
  values: Record<string, unknown>,
  schema: unknown = SCHEMA,
  chart: Record<string, unknown> = DEFAULTS,
) => overlayModel({ values, chartFiles: { values: chart, schema } });
const messages = (...given: Parameters<typeof overlay>) => overlayMessages(overlayFitsChart, overlay(...given));
const about = (...sentences: string[]) => sentences.map((sentence) => `charts/values-production.yaml: ${sentence}`);

test('values that fit with what the deployment adds are no finding', () => {
  expect(messages({ replicaCount: 6, migration: { enabled: true, command: ['npm', 'run', 'db:migrate'] } })).toEqual(
    [],
  );
});

test('a chart without schema takes everything; the schemas true and false take all and nothing', () => {
  expect(messages({ anything: 1 }, null)).toEqual([]);
  expect(messages({ anything: 1 }, true)).toEqual([]);
  expect(messages({}, false)).toEqual(about('the top is not allowed by the schema'));
});

describe('a mistake names the value, what was given and what is allowed', () => {
  test.each([
    [{ replicaCount: '6' }, 'replicaCount is "6"; the schema allows a whole number'],
    [{ replicaCount: 60 }, 'replicaCount is 60; the schema allows at most 50'],
    [{ replicaCount: 0 }, 'replicaCount is 0; the schema allows at least 1'],
    [{ image: { pullPolicy: 'Never' } }, 'image.pullPolicy is "Never"; the schema allows "IfNotPresent" or "Always"'],
    [{ kind: 'job' }, 'kind is "job"; the schema allows "web"'],
    [{ replicacount: 2 }, 'replicacount is unknown to the schema: did you mean "replicaCount"?'],
    [
      { image: { mirror: 'x' } },
      'image.mirror is unknown to the schema: keys there are repository, digest and pullPolicy',
    ],
    [
      { migration: { enabled: true } },
      'migration.command is []; the schema says that it must NOT have fewer than 1 items (the default in charts/payment-api/values.yaml)',
    ],
    [{ migration: { command: ['a', 1] } }, 'migration.command[1] is 1; the schema allows a text'],
    [{ existingSecret: null }, 'existingSecret is missing; the schema requires it'],
    [{ env: { lower: 'x' } }, 'env.lower is "lower"; the schema allows what matches ^[A-Z_]+$'],
    [{ port: true }, 'port is true; the schema allows a whole number or a text'],
    [{ probe: { path: 'x' } }, 'probe.path is "x"; the schema allows what matches ^/'],
    [{ probe: 1 }, 'probe is 1; the schema allows several forms, and this is none of them'],
    [{ tags: {} }, 'tags is {}; the schema allows a list or null'],
    [{ admin: 'me' }, 'admin is "me"; the schema allows an e-mail address'],
    [{ share: 0.25 }, 'share is 0.25; the schema says that it must be a multiple of 0.1'],
  ])('%j', (values, sentence) => {
    expect(messages(values)).toEqual(about(sentence));
  });

  test('each once, all at once', () => {
    expect(messages({ replicaCount: 'many', existingSecret: 1, colour: 'red' })).toHaveLength(3);
  });
});

describe('where a value comes from', () => {
  test('the default of the chart', () => {
    expect(messages({}, SCHEMA, { ...DEFAULTS, replicaCount: 99 })).toEqual(
      about('replicaCount is 99; the schema allows at most 50 (the default in charts/payment-api/values.yaml)'),
    );
  });

  test('the deployment', () => {
    const schema = { properties: { image: { additionalProperties: false, properties: { repository: {}, tag: {} } } } };
    expect(messages({}, schema, {})).toEqual(
      about('image.digest is unknown to the schema: keys there are repository and tag (set by the deployment)'),
    );
  });
});

test('a change of kind is left to the rule about it', () => {
  expect(messages({ migration: true, replicaCount: 60 })).toEqual(
    about('replicaCount is 60; the schema allows at most 50'),
  );
});

describe('a schema of which only Helm knows what it says warns', () => {
  test.each(['https://example.com/schema.json', 'other.json#/x', 'file:///etc/passwd', 'urn:example:x'])(
    'as it refers to %s',
    ($ref) => {
      expect(overlayFindings(overlayFitsChart, overlay({}, { properties: { a: { $ref } } }))).toMatchObject([
        {
          message: `charts/payment-api/values.schema.json can only be used by Helm, so values are not checked against it: it refers to ${$ref}`,
          severity: 'warning',
        },
      ]);
    },
  );
});

test('a schema that Helm refuses is an error', () => {
  const refused = 'Helm refuses charts/payment-api/values.schema.json, whatever the values:';
  expect(overlayFindings(overlayFitsChart, overlay({}, { properties: { a: { pattern: '(?=x)' } } }))).toEqual([
    {
      message: `${refused} it has the pattern (?=x), which Go refuses: invalid or unsupported Perl syntax: \`(?=\``,
      remedy: 'mend the schema',
    },
  ]);
  expect(messages({}, { properties: { a: { $ref: '#/definitions/none' } } })).toEqual([
    `${refused} it refers to #/definitions/none, which is not in it`,
  ]);
});

describe('charts within the chart', () => {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', properties: { replicas: { type: 'integer' } } };
  const redis = subchart('redis', { schema, values: { replicas: 1 } });
  const within = (values: Record<string, unknown>, settings: Partial<Chart>) =>
    overlayFindings(overlayFitsChart, overlayModel({ values, chartFiles: settings }));

  test('are asked about their own part of the values', () => {
    expect(within({ redis: { replicas: 2 } }, { subcharts: [redis] })).toEqual([]);
    expect(within({ redis: { replicas: 'three' } }, { subcharts: [redis] })).toEqual([
      {
        message:
          'charts/values-production.yaml: redis.replicas is "three"; the schema of charts/payment-api/charts/redis allows a whole number',
      },
    ]);
  });

  test('are asked about what the chart gives them', () => {
    expect(within({}, { values: { redis: { replicas: 'three' } }, subcharts: [redis] })).toMatchObject([
      { message: expect.stringMatching(/\(the default in charts\/payment-api\/values\.yaml\)$/) },
    ]);
  });

  test('have a part in the values that the schema of the chart has to know', () => {
    expect(
      within({}, { schema: { additionalProperties: false, properties: { image: {} } }, subcharts: [redis] }),
    ).toEqual([{ message: 'charts/values-production.yaml: redis is unknown to the schema: there is only image' }]);
  });

  test('may make right what they bring themselves, where they do not lie there', () => {
    const needs = { name: 'kafka', key: 'kafka', conditions: [], tags: [], imports: [] };
    const strict = { properties: { kafka: { required: ['port'] } } };
    expect(within({}, { schema: strict, dependencies: [needs] })).toEqual([
      { message: 'charts/values-production.yaml: kafka.port is missing; the schema requires it', severity: 'warning' },
    ]);
  });
});

test('newer drafts mean what they say', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    properties: { hosts: { prefixItems: [{ type: 'string' }], items: false } },
  };
  expect(messages({ hosts: ['a', 'b'] }, schema, {})).toHaveLength(1);
});
