import { start } from '../../src/cli/start';

// What `bin/stagegate` does, and then which of our files and packages were loaded.
start().then(() => {
  const loaded = Object.keys(require.cache).filter((file) => /\/(src|ajv|yaml|projen)\//.test(file));
  process.stderr.write(`${loaded.map((file) => file.replace(/^.*\/(?=src\/|node_modules\/)/, '')).join('\n')}\n`);
});
