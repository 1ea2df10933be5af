import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { GENERATED, ROOT } from './paths';

/**
 * Bundles GitHub's expression engine into one CommonJS file.
 *
 * The package is an ES module only, so that synchronous code compiled to CommonJS could not load it on every Node.
 */
export function bundleExpressionEngine(): void {
  buildSync({
    stdin: {
      contents: [
        `export { data, Evaluator, Lexer, Parser, wellKnownFunctions } from '@actions/expressions';`,
        `export { Star } from '@actions/expressions/ast';`,
        `export { truthy } from '@actions/expressions/result';`,
      ].join('\n'),
      resolveDir: ROOT,
    },
    outfile: join(GENERATED, 'expressions.cjs'),
    bundle: true,
    format: 'cjs',
    minify: true,
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
  });
}
