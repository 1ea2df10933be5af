import type * as Yaml from 'yaml';
import { loadGenerated } from './package-files';

let loaded: typeof Yaml | undefined;

/** The one door to the `yaml` package, bundled by `scripts/generate` and loaded on first use. */
export function yaml(): typeof Yaml {
  loaded ??= loadGenerated<typeof Yaml>('yaml.cjs');
  return loaded;
}

/** Parses YAML 1.2 into plain JSON values. Throws with line and column where the text is malformed. */
export function parseYaml(text: string): unknown {
  return yaml().parse(text, { prettyErrors: true, maxAliasCount: 100 });
}
