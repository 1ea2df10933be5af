import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/*
 * What people read in their editor, from the assembly that `npm run compile` makes: nothing public is without words.
 */

interface Docs {
  readonly summary?: string;
  readonly default?: string;
}

interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly parameters?: readonly { readonly name: string }[];
}

interface Type {
  readonly fqn: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly properties?: readonly Member[];
  readonly methods?: readonly Member[];
  readonly members?: readonly Member[];
}

const assembly = JSON.parse(readFileSync(join(__dirname, '../.jsii'), 'utf8')) as { types: { [fqn: string]: Type } };
const types = Object.values(assembly.types);
const members = types.flatMap(({ fqn, properties = [], methods = [] }) =>
  [...properties, ...methods].map((member) => ({ path: `${fqn}.${member.name}`, ...member })),
);

/** Members of enumerations whose name says it all, where GitHub or somebody else has named them. */
const SPEAK_FOR_THEMSELVES = [
  'stagegate.JavaBuildTool',
  'stagegate.NodePackageManager',
  'stagegate.PermissionLevel',
  'stagegate.PermissionScope',
  'stagegate.SettingKind',
  'stagegate.VulnerabilitySeverity',
];

test('there is an assembly worth reading', () => {
  expect(types.length).toBeGreaterThan(60);
  expect(members.length).toBeGreaterThan(250);
});

test('every class, struct and enumeration says what it is', () => {
  expect(types.filter(({ docs }) => !docs?.summary).map(({ fqn }) => fqn)).toEqual([]);
});

test('every property and method says what it is', () => {
  expect(members.filter(({ docs }) => !docs?.summary).map(({ path }) => path)).toEqual([]);
});

test('every member of an enumeration says what it is', () => {
  const silent = types
    .filter(({ fqn }) => !SPEAK_FOR_THEMSELVES.includes(fqn))
    .flatMap(({ fqn, members: own = [] }) =>
      own.filter(({ docs }) => !docs?.summary).map(({ name }) => `${fqn}.${name}`),
    );
  expect(silent).toEqual([]);
});

test('every option says what happens without it', () => {
  const options = types
    .filter(({ datatype }) => datatype)
    .flatMap(({ fqn, properties = [] }) =>
      properties.filter(({ optional, docs }) => optional && !docs?.default).map(({ name }) => `${fqn}.${name}`),
    );
  expect(options).toEqual([]);
});

test('what must be given has no default', () => {
  const required = types
    .filter(({ datatype }) => datatype)
    .flatMap(({ fqn, properties = [] }) =>
      properties.filter(({ optional, docs }) => !optional && docs?.default).map(({ name }) => `${fqn}.${name}`),
    );
  expect(required).toEqual([]);
});

describe('names', () => {
  test('structs do not look like behaviour', () => {
    const structs = types.filter(({ kind, datatype }) => kind === 'interface' && datatype);
    expect(structs.filter(({ fqn }) => /\.I[A-Z]/.test(fqn)).map(({ fqn }) => fqn)).toEqual([]);
  });

  test('there is one word for options', () => {
    expect(Object.keys(assembly.types).filter((fqn) => fqn.endsWith('Props'))).toEqual([]);
  });

  test('the five constructs and what stands beside them are there', () => {
    for (const name of [
      'Pipeline',
      'BuildStage',
      'ParallelValidate',
      'IntegrationStage',
      'DeployEnvironment',
      'Stage',
      'Job',
      'Step',
    ]) {
      expect(Object.keys(assembly.types)).toContain(`stagegate.${name}`);
    }
  });
});
