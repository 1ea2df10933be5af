import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { viewOf } from '../../../src/checks/view';
import type { CliContext } from '../../../src/cli/context';
import { main } from '../../../src/cli/main';
import type { Run } from '../../../src/simulate/run';
import { pipelineModel, step } from '../../simulate/support/model';

/*
 * Guards: the options of `stagegate simulate` say what the simulator can be told, and what they say is never lost.
 */

const MODEL = pipelineModel({
  on: {
    push: { branches: ['main', 'trunk'], tags: ['v*'], paths: ['src/**'] },
    pull_request: { branches: ['main', 'trunk'] },
    schedule: [{ cron: '0 4 * * 1' }],
    workflow_dispatch: { inputs: { size: { type: 'choice', default: 'big', options: ['big', 'small'] } } },
  },
  jobs: {
    plan: { outputs: { flag: '${{ steps.look.outputs.flag }}' }, steps: [step('look')], model: { budgetMinutes: 4 } },
    big: { if: "inputs.size == 'big'" },
    flagged: { needs: ['plan'], if: "needs.plan.outputs.flag == 'a=b' && vars.GO == 'yes'" },
    dev: { needs: ['plan'], environment: { name: 'dev' } },
    deploy: { needs: ['plan'], environment: { name: 'production' } },
  },
  environments: [
    { name: 'dev', job: 'dev', waitTimer: 10, branches: [] },
    { name: 'production', job: 'deploy', reviewers: { users: ['ann'], teams: [] }, branches: [] },
  ],
  model: { defaultBranch: 'trunk' },
});

const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
mkdirSync(join(folder, '.stagegate'));
writeFileSync(join(folder, '.stagegate/sample.json'), JSON.stringify(viewOf(MODEL)));

async function call(...args: string[]) {
  return callIn(folder, ...args);
}

async function callIn(cwd: string, ...args: string[]) {
  let out = '';
  let err = '';
  const tell = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const context = { cwd, env: {}, interactive: false, ...tell } as unknown as CliContext;
  const code = await main(['simulate', ...args], context);
  return { code, out, err };
}

async function run(...args: string[]) {
  const { out, err } = await call('--json', ...args);
  expect(err).toBe('');
  const [simulated] = JSON.parse(out) as Run[];
  return { ...simulated, job: (id: string) => simulated.jobs.find((job) => job.id === id) };
}

test('says what becomes of each job, and tells approval and timer apart', async () => {
  const { out, code } = await call('--output', 'plan/look.flag=no');
  expect([code, out.split('\n')]).toEqual([
    0,
    [
      'push to trunk: success after 14 minutes',
      '  plan     success at minute 0 to 4',
      "  big      skipped  inputs.size == 'big' is false (inputs.size is null)",
      "  flagged  skipped  needs.plan.outputs.flag == 'a=b' is false (needs.plan.outputs.flag is 'no'); vars.GO == 'yes' is false (vars.GO is null)",
      '  dev      success at minute 14 to 14, after 10 min',
      '  deploy   success at minute 4 to 4, after approval',
      '',
    ],
  ]);
});

test('says what is unknown, and what to give', async () => {
  const { out } = await call('--var', 'GO=yes');
  expect(out).toContain(
    "  flagged  unknown  needs.plan.outputs.flag == 'a=b' is unknown (the output plan/look.flag is not given)\n",
  );
  expect(out).toMatch(/\n→ to know more, give --output plan\/look\.flag=VALUE\n$/);
  const told = await run('--var', 'GO=yes', '--output', 'plan/look.flag=a=b');
  expect(told.job('flagged')?.result).toBe('success');
});

describe('events', () => {
  test.each([
    [[], 'push to trunk'],
    [['--ref', 'refs/heads/main'], 'push to main'],
    [['--event', 'tag', '--ref', 'v1'], 'push to tag v1'],
    [['--event', 'push', '--ref', 'refs/tags/v1'], 'push to tag v1'],
    [['--event', 'schedule'], 'schedule on trunk'],
    [['--event', 'pull-request', '--ref', 'refs/heads/main'], 'pull request into main'],
    [['--event', 'manual'], 'manual start on trunk'],
  ])('%j: %s', async (args, title) => {
    const { title: told, starts } = await run(...args);
    expect([told, starts]).toEqual([title, true]);
  });

  test('a manual start has inputs', async () => {
    const big = async (...args: string[]) => (await run('--event', 'manual', ...args)).job('big')?.result;
    expect([await big(), await big('--input', 'size=small')]).toEqual(['success', 'skipped']);
  });
});

test('durations, approvals and a cancellation make the time line', async () => {
  const timed = await run('--duration', 'plan=6', '--approval', 'production=30', '--cancel-at', '20');
  expect(timed.cancelledAt).toBe(20);
  expect([timed.job('plan')?.end, timed.job('dev')?.end]).toEqual([6, 16]);
  expect(timed.job('deploy')).toMatchObject({ result: 'cancelled', end: 20 });
});

test('a rejected job says so', async () => {
  expect((await call('--set', 'deploy=rejected')).out).toContain(
    '  deploy   failure  its deployment to production was rejected\n',
  );
});

test('a value that begins with a dash is given with =', async () => {
  expect((await call('--ref=-x')).code).toBe(0);
});

test.each([
  [['--event', 'pull'], 'there is no event pull\n→ events are: push, tag, pull-request,'],
  [['--set', 'plan=broken'], 'outcome  sample  got the outcome "broken" for plan\n→ outcomes are: success,'],
  [['--set', 'plan'], '--set plan says nothing\n→ write JOB=OUTCOME'],
  [
    ['--set', 'paln=failure'],
    'unknown-name  sample  has no job, leg or step "paln"\n→ name one of plan, big, flagged, dev, deploy',
  ],
  [['--set', 'dev=rejected'], 'which nobody is asked to approve\n→ jobs that can be rejected are: deploy'],
  [['--input', 'size=big'], '--input is given for push\n→ only a manual start has inputs: --event manual'],
  [
    ['--event', 'manual', '--changed', 'a'],
    '--changed is given for manual\n→ only pushes and pull requests have changed files',
  ],
  [['--event', 'manual', '--input', 'size=huge'], 'got "huge" for the input "size"\n→ allowed are big, small'],
  [['--event', 'manual', '--input', 'colour=red'], 'has no input "colour"\n→ inputs are: size'],
  [
    ['--duration', 'plan=long'],
    '--duration plan got long, which is no number of minutes\n→ write a number of 0 or more',
  ],
  [['--cancel-at', 'noon'], '--cancel-at got noon, which is no number of minutes'],
  [['--cancel-at', '-1'], '--cancel-at got -1, which is no number of minutes\n→ write a number of 0 or more'],
  [['--cancel-at=-1'], '--cancel-at got -1, which is no number of minutes\n→ write a number of 0 or more'],
  [['--cancel-at', '--json'], '--cancel-at got no value\n→ write --cancel-at=VALUE'],
  [['--ref'], '--ref got no value\n→ write --ref=VALUE'],
  [['--json=yes'], '--json got yes, and takes no value\n→ write --json alone'],
  [['--event', 'pus'], 'there is no event pus; did you mean push?\n→ events are: push,'],
  [
    ['--cancelat', '5'],
    'there is no option --cancelat; did you mean --cancel-at?\n→ options are: --help, --event, --ref, --input, --set, --output, --var, --changed, --duration, --approval, --cancel-at, --json\n',
  ],
  [['-x'], 'there is no option -x\n→ options are: --help,'],
  [['sample', 'other'], 'got the pipelines sample, other\n→ name one, or none for all\n'],
  [['--output', 'plan.flag=x'], '--output plan.flag names no output\n→ write JOB/STEP.OUTPUT=VALUE'],
  [['--output', 'plan/lok.flag=x'], 'has no step "plan/lok"\n→ name one of plan/look'],
])('%j is refused', async (args, message) => {
  const { code, err, out } = await call(...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(message);
});

describe('files that change', () => {
  test.each<[string[], string]>([
    [[], 'push to trunk: success after 14 minutes'],
    [['--changed', 'README.md'], 'push to trunk: does not start: no changed file passes `paths`'],
    [['--changed', 'README.md', '--changed', 'src/a.ts'], 'push to trunk: success after 14 minutes'],
    [['--changed', 'README.md', '--event', 'pull-request'], 'pull request into trunk: success after 14 minutes'],
  ])('%j', async (args, line) => {
    const { out, code } = await call(...args);
    expect([out.split('\n')[0], code]).toEqual([line, 0]);
  });
});

test('of several pipelines each run says whose it is', async () => {
  const several = mkdtempSync(join(tmpdir(), 'simulate-'));
  mkdirSync(join(several, '.stagegate'));
  for (const id of ['api', 'worker']) {
    writeFileSync(join(several, `.stagegate/${id}.json`), JSON.stringify(viewOf({ ...MODEL, id })));
  }
  const heads = (out: string) => out.split('\n').filter((line) => /^\S/.test(line) && !line.startsWith('→'));
  const all = await callIn(several);
  const json = JSON.parse((await callIn(several, '--json')).out) as { pipeline: string }[];
  expect(json.map(({ pipeline }) => pipeline)).toEqual(['api', 'worker']);
  expect(heads(all.out)).toEqual([
    'api: push to trunk: success after 14 minutes',
    'worker: push to trunk: success after 14 minutes',
  ]);
});
