import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { buildSync } from 'esbuild';

/** What others load, by its path below `lib`: the package, its testing module, the command line. */
const ENTRIES = ['index', 'testing', 'cli/start'];
const BUNDLE = 'stagegate';

/**
 * Makes one file of all compiled modules: loading hundreds of small ones takes longer than running them. Each module in it
 * still runs only when it is asked for, and keeps its names, so that stack traces can be read.
 *
 * @param lib - folder of the compiled modules; the entries stay where they are
 */
export function bundleModules(lib: string): void {
  const exported = ENTRIES.map((entry) => [entry, Object.keys(require(join(lib, entry)))] as const);
  const modules = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
  const getters = ENTRIES.map((entry) => `get '${entry}'() { return require('./${entry}'); }`);
  buildSync({
    stdin: { contents: `module.exports = { ${getters.join(', ')} };`, resolveDir: lib },
    outfile: join(lib, `${BUNDLE}.js`),
    bundle: true,
    external: ['constructs', 'projen'],
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  const bundle = join(lib, `${BUNDLE}.js`);
  writeFileSync(bundle, withClassNames(readFileSync(bundle, 'utf8')));
  for (const path of modules) rmSync(join(lib, path));
  for (const [entry, names] of exported) {
    writeFileSync(join(lib, `${entry}.js`), entryModule(entry, names));
  }
}

/**
 * A class that speaks of itself gets an underscore by esbuild, which can keep names at the cost of a call for each function
 * that is ever made: 36 of 436 ms of a first synthesis. Only those of classes are read, by messages and by the check of options.
 */
function withClassNames(text: string): string {
  const names = [...text.matchAll(/\bvar (\w+) = class _\1\b/g)].map(([, name]) => name);
  return text.replace(new RegExp(`(?<![\\w$.])_(${names.join('|')})\\b`, 'g'), '$1');
}

/** Node.js reads the names that `import { … }` may ask for from the text, without running it. */
function entryModule(entry: string, names: readonly string[]): string {
  const path = posix.relative(posix.dirname(entry), BUNDLE);
  return `'use strict';
module.exports = require('${path.startsWith('.') ? path : `./${path}`}')['${entry}'];
0 && (module.exports = { ${names.join(', ')} });
`;
}

if (require.main === module) bundleModules(join(__dirname, '..', 'lib'));
