import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { GENERATED, ROOT } from './paths';

/** Writes a generated file that needs nothing but Node: the code with all that it imports. */
export function bundle(file: string, code: string): void {
  buildSync({
    stdin: { contents: code, resolveDir: ROOT },
    outfile: join(GENERATED, file),
    bundle: true,
    format: 'cjs',
    legalComments: 'none',
    minify: true,
    platform: 'node',
    target: 'node20',
  });
}
