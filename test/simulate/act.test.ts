import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { events } from '../../src/simulate/events';
import { simulate } from '../../src/simulate/simulate';
import type { OracleJob } from './oracle';
import { randomPipeline } from './support/random';

/*
 * A third opinion: nektos/act really runs the jobs, on this machine and without containers, where it is installed
 * (`go install github.com/nektos/act@latest`; ACT names the binary, ACT_RUNS how many pipelines to try). It cannot cancel,
 * knows no environments, and reads one rule in another way, which is shown below, so that a newer act that learns it is
 * noticed.
 */

const act = process.env.ACT ?? 'act';
const isInstalled = spawnSync(act, ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'act-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Results = { readonly [job: string]: string };

function askAct(jobs: readonly OracleJob[], failing: readonly string[]): Results {
  const text = JSON.stringify({
    on: { push: {} },
    jobs: Object.fromEntries(
      jobs.map(({ id, needs, if: condition, continueOnError }) => [
        id,
        {
          'runs-on': 'here',
          needs,
          ...(condition === undefined ? {} : { if: condition }),
          'continue-on-error': continueOnError ?? false,
          steps: [{ run: failing.includes(id) ? 'false' : 'true' }],
        },
      ]),
    ),
  });
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  writeFileSync(join(folder, '.github/workflows/random.yml'), text);
  const options = ['push', '--json', '--pull=false', '-P', 'here=-self-hosted', '--defaultbranch', 'main'];
  const { stdout } = spawnSync(act, options, { cwd: folder, encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  const ended = lines.map((line) => JSON.parse(line) as { jobID?: string; jobResult?: string });
  const results = ended.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult]] : []));
  return { ...Object.fromEntries(jobs.map(({ id }) => [id, 'skipped'])), ...Object.fromEntries(results) };
}

function askSimulator(jobs: readonly OracleJob[], failing: readonly string[]): Results {
  const workflow = {
    name: 'random',
    on: { push: {} },
    permissions: {},
    jobs: Object.fromEntries(
      jobs.map(({ id, needs, if: condition, continueOnError }) => [
        id,
        {
          name: id,
          needs,
          if: condition,
          'continue-on-error': continueOnError,
          'runs-on': '',
          'timeout-minutes': 1,
          permissions: {},
          steps: [],
        },
      ]),
    ),
  };
  const run = simulate(workflow, events.push('main'), Object.fromEntries(failing.map((id) => [id, 'failure'])));
  return Object.fromEntries(run.jobs.map(({ id, ran, outcome }) => [id, ran && outcome ? outcome : 'skipped']));
}

const runs = Number(process.env.ACT_RUNS ?? 40);

describe.skipIf(!isInstalled)('act', () => {
  beforeAll(() => {
    execFileSync('git', ['init', '--quiet', '--initial-branch', 'main', folder]);
  });

  test('agrees with the simulator on which jobs run', () => {
    fc.assert(
      fc.property(randomPipeline(6), fc.subarray(['j0', 'j1', 'j2', 'j3', 'j4', 'j5']), (pipeline, broken) => {
        const jobs = pipeline.jobs.map((job) => ({ ...job, continueOnError: false }));
        const failing = broken.filter((id) => jobs.some((job) => job.id === id));
        expect(askAct(jobs, failing)).toEqual(askSimulator(jobs, failing));
      }),
      { numRuns: runs },
    );
  }, 600_000);

  test('does not show others a failure that continue-on-error forgives as a success, as GitHub does', () => {
    const jobs: OracleJob[] = [
      { id: 'scan', needs: [], continueOnError: true },
      { id: 'deploy', needs: ['scan'] },
    ];
    expect(askSimulator(jobs, ['scan'])).toEqual({ scan: 'failure', deploy: 'success' });
    expect(askAct(jobs, ['scan'])).toEqual({ scan: 'failure', deploy: 'skipped' });
  });
});
