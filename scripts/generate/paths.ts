import { join } from 'node:path';

/** The root of this repository. */
export const ROOT = join(__dirname, '../..');

/** Where everything made at build time lands: not committed, but in the npm package. */
export const GENERATED = join(ROOT, 'generated');

/** Where a package is installed. */
export const packageFolder = (name: string) => join(ROOT, 'node_modules', name);
