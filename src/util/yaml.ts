import type * as Yaml from 'yaml';

let loaded: typeof Yaml | undefined;

/** The one door to the `yaml` package, loaded on first use: it costs some 25 ms. */
export function yaml(): typeof Yaml {
  if (!loaded) loaded = require('yaml') as typeof Yaml;
  return loaded;
}

/** Parses YAML 1.2 into plain JSON values. Throws with line and column where the text is malformed. */
export function parseYaml(text: string): unknown {
  return yaml().parse(text, { prettyErrors: true, maxAliasCount: 100 });
}
