import { expect, it } from 'vitest';
import { contextsByPosition, positionsOf } from '../../scripts/generate/positions';
import { workflowDefinitions } from '../../scripts/generate/template-schema';
import { workflowSchema } from '../../scripts/generate/workflow-schema';

/*
 * What a newer version of GitHub's definition would change, in a form that can be read in a diff: the keys and values at
 * every place, and what expressions may use there.
 */

const schema = workflowSchema();
const positions = positionsOf(schema);

function sorted(entries: Iterable<readonly [string, Iterable<string>]>): string[] {
  return [...entries].map(([left, right]) => `  ${left || '(workflow)'}: ${[...right].sort().join(', ')}`).sort();
}

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const [key, value] of pairs) groups.set(key, (groups.get(key) ?? new Set()).add(value));
  return groups;
}

it("GitHub's definition of a workflow is the one that we know", async () => {
  const keys = grouped(
    positions.flatMap(({ path, schema }) => Object.keys(schema.properties ?? {}).map((key) => [path, key] as const)),
  );
  const required = grouped(
    positions.flatMap(({ path, schema }) => (schema.required ?? []).map((key) => [path, key] as const)),
  );
  const values = grouped(
    positions.flatMap(({ path, schema }) =>
      (schema.enum ?? []).map((value) => [path.replace(/\[\*\]$/, ''), value] as const),
    ),
  );
  const contexts = grouped(
    Object.entries(contextsByPosition(positions)).map(
      ([path, context]) => [[...context].sort().join(' '), path] as const,
    ),
  );

  const fingerprint = [
    `definitions of GitHub, with the built-in ones: ${Object.keys(workflowDefinitions()).length}`,
    `definitions of ours: ${Object.keys(schema.definitions ?? {}).length}`,
    '',
    'keys',
    ...sorted(keys),
    '',
    'required by at least one form',
    ...sorted(required),
    '',
    'fixed values',
    ...sorted(values),
    '',
    'where expressions may use what',
    ...sorted(contexts),
    '',
  ].join('\n');
  await expect(fingerprint).toMatchFileSnapshot('fingerprint.txt');
});
