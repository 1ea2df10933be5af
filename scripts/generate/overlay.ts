// biome-ignore-all lint/suspicious/noThenProperty: `then` is a keyword of JSON Schema.

import type { JsonSchema } from './json-schema';
import type { Definition, MappingRule } from './template-schema';

/** What GitHub's definition leaves out, or has wrong. */
export interface Correction {
  /** The definition that it concerns. One that GitHub no longer has fails the build. */
  readonly definition: string;
  readonly reason: string;
  /** A definition of our own, which GitHub must not have. */
  readonly define?: Definition;
  /** Replaces GitHub's definition. */
  readonly replace?: (original: Definition) => Definition;
  /** Holds for strings, unless they are expressions. */
  readonly strings?: JsonSchema;
  /** Holds for lists. */
  readonly lists?: JsonSchema;
  /** Holds for maps. */
  readonly maps?: JsonSchema;
  /** Holds for whatever stands there. */
  readonly anything?: JsonSchema;
}

/** Properties that only exist behind a feature switch of GitHub's parser. */
export const SWITCHED_OFF: readonly string[] = ['background', 'wait', 'wait-all', 'cancel', 'parallel'];

const ID: JsonSchema = {
  pattern: '^(?!__)[A-Za-z_][A-Za-z0-9_-]*$',
  maxLength: 99,
  'x-hint':
    "must start with a letter or '_', have only letters, digits, '-' and '_', be shorter than 100 characters and not start with '__'",
};

export const CORRECTIONS: readonly Correction[] = [
  {
    definition: 'repository-dispatch-string',
    reason: 'a slip in the file: the constant there reads "branch_protection_rule"',
    replace: () => ({ string: { constant: 'repository_dispatch' } }),
  },
  {
    definition: 'on-string-strict',
    reason: '`schedule` and `workflow_run` say nothing without their settings',
    replace: (original) => ({
      'one-of': original['one-of']?.filter((name) => !['schedule-string', 'workflow-run-string'].includes(name)),
    }),
  },
  ...['job-if', 'step-if', 'snapshot-if'].map((definition) => ({
    definition,
    reason: 'a condition is an expression also without `${{ }}`',
    anything: { 'x-condition': true } as const,
  })),
  {
    definition: 'job-id',
    reason: 'the server checks ids in code',
    strings: ID,
  },
  {
    definition: 'step-id',
    reason: 'the server checks ids in code; a number is none, also where GitHub would make a string of it',
    strings: ID,
    anything: { type: 'string' },
  },
  {
    definition: 'jobs',
    reason: 'the server refuses a workflow without jobs',
    maps: { minProperties: 1 },
  },
  {
    definition: 'step-uses',
    reason: 'the server checks the form of a reference in code',
    strings: {
      pattern: '^(?:docker://.+|\\.{1,2}/.*|\\$/.+|[^/@\\s]+/[^@\\s]+@[^@\\s]+)$',
      'x-hint': 'must be `OWNER/REPO[/PATH]@REF`, `./PATH` or `docker://IMAGE`',
    },
  },
  {
    definition: 'matrix',
    reason: 'a key of a matrix is a list, and an empty one stops the run',
    replace: withLooseValues('matrix-vector'),
  },
  {
    definition: 'matrix-vector',
    reason: '"Matrix vector does not contain any values" stops the run',
    define: { sequence: { 'item-type': 'any' } },
    lists: { minItems: 1 },
  },
  ...['container-mapping', 'service-container-mapping'].map((definition) => ({
    definition,
    reason: 'the server refuses a container without an image',
    maps: { required: ['image'] },
  })),
  {
    definition: 'push-mapping',
    reason: 'documented: a filter and its opposite cannot be used together for one event',
    maps: exclusive(['branches', 'branches-ignore'], ['paths', 'paths-ignore'], ['tags', 'tags-ignore']),
  },
  ...['pull-request-mapping', 'pull-request-target-mapping'].map((definition) => ({
    definition,
    reason: 'documented: a filter and its opposite cannot be used together for one event',
    maps: exclusive(['branches', 'branches-ignore'], ['paths', 'paths-ignore']),
  })),
  {
    definition: 'merge-group-mapping',
    reason: 'documented: a filter and its opposite cannot be used together for one event',
    maps: exclusive(['branches', 'branches-ignore']),
  },
  {
    definition: 'workflow-run-mapping',
    reason: 'documented: `workflows` is required, and a filter and its opposite cannot be used together',
    maps: { ...exclusive(['branches', 'branches-ignore']), required: ['workflows'] },
  },
  {
    definition: 'workflow-dispatch-input',
    reason: 'the server checks inputs in code: a choice has options, nothing else has, and a default fits its type',
    maps: {
      allOf: [
        whereTypeIs('choice', { required: ['options'], properties: { options: { minItems: 1 } } }),
        whereTypeIs('boolean', { properties: { default: { type: 'boolean' } } }),
        whereTypeIs('number', { properties: { default: { type: 'number' } } }),
        {
          if: { required: ['options'] },
          then: { required: ['type'], properties: { type: { const: 'choice' } } },
        },
      ],
    },
  },
  {
    definition: 'workflow-job',
    reason: 'the reference to a reusable workflow has a form of its own',
    replace: (original) => ({
      mapping: {
        ...original.mapping,
        properties: { ...original.mapping?.properties, uses: { type: 'workflow-job-uses', required: true } },
      },
    }),
  },
  {
    definition: 'workflow-job-uses',
    reason: 'the server checks the form of a reference in code',
    define: { string: { 'require-non-empty': true } },
    strings: {
      pattern:
        '^(?:(?:\\.|\\$)/\\.github/workflows/[^/@]+\\.ya?ml|[^/@\\s]+/[^/@\\s]+/\\.github/workflows/[^/@]+\\.ya?ml@[^@\\s]+)$',
      'x-hint': 'must be `./.github/workflows/FILE.yml` or `OWNER/REPO/.github/workflows/FILE.yml@REF`',
    },
  },
];

function withLooseValues(type: string) {
  return (original: Definition): Definition => ({
    ...original,
    mapping: { ...original.mapping, 'loose-value-type': type } as MappingRule,
  });
}

/** Pairs of keys that cannot stand together. */
function exclusive(...pairs: [string, string][]): JsonSchema {
  return { allOf: pairs.map((pair) => ({ not: { type: 'object', required: pair }, 'x-exclusive': pair })) };
}

function whereTypeIs(type: string, schema: JsonSchema): JsonSchema {
  return {
    if: { required: ['type'], properties: { type: { const: type } } },
    then: schema,
  };
}
