/** Synthesizes examples/payment-api as `npx projen` would there, and shows what a person wants to see. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPipelines } from '../src/cli/pipelines/read-pipelines';
import { show } from '../src/render/show';
import { prove } from '../src/simulate/prove';

const root = resolve(__dirname, '..');
const example = join(root, 'examples', 'payment-api');

const before = written();
const synth = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), '--tsconfig', '../tsconfig.json', '.projenrc.ts'],
  // Installing the example's own dependencies is no part of a synthesis.
  { cwd: example, stdio: 'inherit', env: { ...process.env, PROJEN_DISABLE_POST: 'true' } },
);
if (synth.status !== 0) process.exit(synth.status ?? 1);
const after = written();

const files = [...after].map(([path, content]) => ({
  path,
  state: before.get(path) === content ? ('unchanged' as const) : ('written' as const),
}));
const [{ model, schedules }] = readPipelines(example, ['payment-api']);
const colour = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
console.log(show({ model, schedules, proof: prove(model), files }, { colour, width: process.stdout.columns ?? 100 }));
console.log(`Read on: ${join('examples', 'payment-api', 'docs', 'pipelines', 'payment-api.md')}`);

/** What stagegate writes, by path. */
function written(): Map<string, string> {
  const folders = ['.github/workflows', '.github/stagegate', '.github/environments', '.stagegate', 'docs/pipelines'];
  const paths = folders.flatMap((folder) => namesIn(folder).map((name) => `${folder}/${name}`));
  const overlays = namesIn('charts').filter((name) => name.startsWith('values-'));
  return new Map(
    [...paths, ...overlays.map((name) => `charts/${name}`)].map((path) => [
      path,
      readFileSync(join(example, path), 'utf8'),
    ]),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(join(example, folder)).sort();
  } catch {
    return [];
  }
}
