import { bundle } from './bundle';

/**
 * Bundles GitHub's expression engine into one CommonJS file.
 *
 * The package is an ES module only, so that synchronous code compiled to CommonJS could not load it on every Node.
 */
export function bundleExpressionEngine(): void {
  bundle(
    'expressions.cjs',
    `
    export { data, Evaluator, Lexer, Parser, wellKnownFunctions } from '@actions/expressions';
    export { Star } from '@actions/expressions/ast';
    export { truthy } from '@actions/expressions/result';
    `,
  );
}
