import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import type { Project } from 'projen';
import { vi } from 'vitest';
import * as stagegate from '../../../src';
import { completed } from './compile';
import { CONTEXTS } from './contexts';
import { type Block, ROOT } from './pages';

const load = createRequire(__filename);

/** What came of an example: a folder with what it wrote, or what it was told. */
export interface Result {
  readonly outdir: string;
  readonly refusal?: string;
}

/** Runs an example as `npx projen` would, into a folder of its own. */
export function run({ mark, code }: Block): Result {
  const context = CONTEXTS[mark.replace(/^run:? ?/, '')]();
  // The folder of the project is known only when it exists, and the charts have to lie there before it is synthesized.
  const program = completed(code.replace(/^project\.synth\(\);$/m, ''));
  const { code: text } = transformSync(program, { loader: 'ts', format: 'cjs' });
  const given = Object.keys(context).filter((name) => !new RegExp(`\\bconst ${name}\\b`).test(code));
  const body = `${text}\nreturn typeof project === 'undefined' ? undefined : project;`;
  const start = new Function('require', 'exports', 'module', ...given, body);
  const module = { exports: {} };
  const required = (name: string) => (name === 'stagegate' ? stagegate : load(name));
  const project: Project =
    start(required, module.exports, module, ...given.map((name) => context[name])) ?? context.project;
  const { outdir } = project;
  for (const name of ['payment-api', 'shop']) {
    cpSync(join(ROOT, 'examples/payment-api/charts/payment-api'), join(outdir, 'charts', name), { recursive: true });
  }
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    project.synth();
    return { outdir };
  } catch (error) {
    return {
      outdir,
      refusal: `${said.mock.calls.map(([piece]) => String(piece)).join('')}${(error as Error).message}\n`,
    };
  } finally {
    said.mockRestore();
  }
}

/** Whether the lines stand in the text one after another, however far to the right; `…` stands for any lines between. */
export function occurs(excerpt: string, text: string): boolean {
  const lines = text.split('\n');
  let from = 0;
  for (const piece of excerpt.split(/^ *(?:# )?…\n/m).map(dedented)) {
    const at = lines.findIndex(
      (_, index) =>
        index >= from && dedented(lines.slice(index, index + piece.length).join('\n')).join('\n') === piece.join('\n'),
    );
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

function dedented(text: string): string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(Number.isFinite(depth) ? depth : 0));
}
