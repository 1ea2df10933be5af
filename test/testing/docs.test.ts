import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import * as stagegate from '../../src';
import * as testing from '../../src/testing';

/*
 * Guards: the examples of docs/testing.md run as they stand there. They are one program.
 */

const load = createRequire(__filename);
const ours: { readonly [name: string]: unknown } = { stagegate, 'stagegate/lib/testing': testing };

test('the examples of docs/testing.md hold', () => {
  const text = readFileSync(join(__dirname, '../../docs/testing.md'), 'utf8');
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
  expect(blocks.length).toBe(6);

  const { code } = transformSync(blocks.join('\n'), { loader: 'ts', format: 'cjs' });
  const failed: unknown[] = [];
  const console = { assert: (holds: boolean) => holds || failed.push(holds), log: () => undefined };
  new Function('require', 'console', code)((name: string) => ours[name] ?? load(name), console);
  expect(failed).toEqual([]);
});
