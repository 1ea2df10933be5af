import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A file or folder of this package, by its path from the package's root, wherever the code itself was put. */
export function packageFile(...path: string[]): string {
  let root = __dirname;
  while (!existsSync(join(root, 'package.json'))) root = dirname(root);
  return join(root, ...path);
}

/** Loads a file that `scripts/generate` made. */
export function loadGenerated<Exports>(file: string): Exports {
  return createRequire(__filename)(packageFile('generated', file)) as Exports;
}
