import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsOf, HOSTILE, run } from './harness';

describe.concurrent('check-settings', () => {
  it('passes when everything is set', async () => {
    const result = await run('check-settings', { env: { REQUIRED: 'ROLE TOKEN', ROLE: 'arn', TOKEN: HOSTILE } });
    expect(result).toMatchObject({ status: 0, stdout: '', annotations: [] });
  });

  it('names everything that is empty or unset', async () => {
    const result = await run('check-settings', { env: { REQUIRED: 'ROLE TOKEN\nHOST', ROLE: '', TOKEN: 'x' } });
    expect(result).toMatchObject({
      status: 1,
      annotations: [
        '::error title=Setting missing::The variable or secret ROLE is empty. Set it under Settings, Secrets and variables, Actions.',
        '::error title=Setting missing::The variable or secret HOST is empty. Set it under Settings, Secrets and variables, Actions.',
      ],
    });
  });

  it('names the environment of the job', async () => {
    const { annotations } = await run('check-settings', { env: { REQUIRED: 'ROLE', ENVIRONMENT: 'production' } });
    expect(annotations).toEqual([
      '::error title=Setting missing::The variable or secret ROLE is empty. Set it under Settings, Secrets and variables, Actions, or in the environment production (Settings, Environments).',
    ]);
  });

  it.each(['a[`touch<pwned`]', '$(touch', '*', '1A', 'A-B'])('refuses the name %s', async (name) => {
    const result = await run('check-settings', { env: { REQUIRED: name }, files: { A: '' } });
    expect(result).toMatchObject({
      status: 1,
      annotations: [
        `::error title=Not a name::REQUIRED holds '${name}', which cannot be the name of a variable or secret.`,
      ],
    });
  });

  it('needs REQUIRED', async () => {
    const result = await run('check-settings');
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('REQUIRED: names of variables and secrets, separated by spaces');
  });
});

describe.concurrent('check-chart', () => {
  const env = { RELEASES: 'charts/app:charts/values-dev.yaml charts/app:charts/values-production.yaml' };
  const digest = `sha256:${'0'.repeat(64)}`;
  const image = `--set-literal image.repository=registry.example/image --set-literal image.digest=${digest}`;

  it('lints and renders with every overlay', async () => {
    const result = await run('check-chart', { env, tools: { helm: [{ prints: 'manifest\n' }] } });
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(callsOf(result, 'helm')).toEqual([
      `lint charts/app --values charts/values-dev.yaml ${image} --strict`,
      `template charts/app --values charts/values-dev.yaml ${image}`,
      `lint charts/app --values charts/values-production.yaml ${image} --strict`,
      `template charts/app --values charts/values-production.yaml ${image}`,
    ]);
    expect(result.stdout.split('\n')).toEqual([
      '::group::charts/app with charts/values-dev.yaml',
      'manifest',
      '::endgroup::',
      '::group::charts/app with charts/values-production.yaml',
      'manifest',
      '::endgroup::',
      '',
    ]);
  });

  it('sets the image where each chart takes it', async () => {
    const RELEASES = 'charts/app:values-a.yaml:app.image:app.digest charts/other:values-b.yaml';
    const result = await run('check-chart', { env: { RELEASES }, tools: { helm: [{}] } });
    expect(callsOf(result, 'helm').filter((call) => call.startsWith('template'))).toEqual([
      `template charts/app --values values-a.yaml --set-literal app.image=registry.example/image --set-literal app.digest=${digest}`,
      `template charts/other --values values-b.yaml ${image}`,
    ]);
  });

  it.each(['lint', 'template'])('checks every overlay before it fails for %s', async (command) => {
    const helm = [{ on: `${command} charts/app --values charts/values-dev.yaml`, exits: 1 }, {}];
    const result = await run('check-chart', { env, tools: { helm } });
    expect(result.status).toBe(1);
    expect(callsOf(result, 'helm').at(-1)).toContain('template charts/app --values charts/values-production.yaml');
    expect(result.annotations).toEqual([
      "::error title=Chart refused::charts/app does not work with charts/values-dev.yaml: read Helm's error above.",
    ]);
  });

  it('needs RELEASES', async () => {
    const result = await run('check-chart', { tools: { helm: [{}] } });
    expect(result.status).not.toBe(0);
    expect(result.calls).toEqual([]);
    expect(result.stderr).toContain('RELEASES: CHART:VALUES for each environment');
  });
});

describe.concurrent('compare-baseline', () => {
  const env = { BASELINE: 'baseline.json', RESULT: 'result.json', TOLERANCE_PERCENT: '20' };
  const files = (baseline: unknown, result: unknown) => ({
    'baseline.json': JSON.stringify(baseline),
    'result.json': JSON.stringify(result),
  });

  it('passes up to the tolerance', async () => {
    const result = await run('compare-baseline', {
      env,
      files: files({ p95_ms: 100, p50_ms: 10 }, { p95_ms: 120, p50_ms: 9, extra: 1 }),
    });
    expect(result).toMatchObject({
      status: 0,
      annotations: [],
      summary:
        '### Performance\n| metric | baseline | limit | now |  |\n| --- | --- | --- | --- | --- |\n' +
        '| p95_ms | 100 | 120 | 120 | ok |\n| p50_ms | 10 | 12 | 9 | ok |\n',
    });
  });

  it.each([
    ['beyond the tolerance', 121, '121'],
    ['no longer measured', undefined, 'not measured'],
    ['not a number', '5', '5'],
    ['false', false, 'not measured'],
  ])('blocks what is %s', async (_, now, shown) => {
    const result = await run('compare-baseline', { env, files: files({ p95_ms: 100 }, { p95_ms: now }) });
    expect(result.status).toBe(1);
    expect(result.summary).toContain(`| p95_ms | 100 | 120 | ${shown} | too slow |\n`);
    expect(result.annotations).toEqual([
      '::error title=Performance::Beyond the baseline by more than 20 %25, or not measured; the job summary lists the metrics.',
    ]);
  });

  it('shows six digits of a fraction, whatever arithmetic left behind them', async () => {
    const { summary } = await run('compare-baseline', {
      env,
      files: files({ a: 2.731, b: 0.000123, c: 1234567, d: 0 }, { a: 3.1000000000000001, b: 0.0001234567, c: 1, d: 0 }),
    });
    expect(summary.split('\n').slice(3)).toEqual([
      '| a | 2.731 | 3.2772 | 3.1 | ok |',
      '| b | 0.000123 | 0.0001476 | 0.000123457 | ok |',
      '| c | 1234567 | 1481480 | 1 | ok |',
      '| d | 0 | 0 | 0 | ok |',
      '',
    ]);
  });

  it('blocks what Python writes for a mean of nothing', async () => {
    const written = { ...files({ p95_ms: 100 }, {}), 'result.json': '{"p95_ms": NaN}' };
    const result = await run('compare-baseline', { env, files: written });
    expect(result.status).toBe(1);
    expect(result.summary).toContain('| p95_ms | 100 | 120 | not measured | too slow |\n');
  });

  it('blocks when one of several is too slow', async () => {
    const result = await run('compare-baseline', { env, files: files({ a: 100, b: 100 }, { a: 100, b: 121 }) });
    expect(result.status).toBe(1);
  });

  it('knows where the files usually are', async () => {
    const usual = { 'performance-baseline.json': '{"a": 1}', 'performance.json': '{"a": 1}' };
    expect(await run('compare-baseline', { files: usual })).toMatchObject({ status: 0, annotations: [] });
  });

  it('only warns when told so', async () => {
    const result = await run('compare-baseline', {
      env: { ...env, MODE: 'warn' },
      files: files({ p95_ms: 100 }, { p95_ms: 500 }),
    });
    expect(result.status).toBe(0);
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]).toMatch(/^::warning title=Performance::/);
  });

  it('knows fractions, and a default', async () => {
    const at = async (tolerance: string, now: number) =>
      (
        await run('compare-baseline', {
          env: { ...env, TOLERANCE_PERCENT: tolerance },
          files: files({ a: 100 }, { a: now }),
        })
      ).status;
    expect(await at('7.5', 107)).toBe(0);
    expect(await at('7.5', 108)).toBe(1);
    expect(await at('', 120)).toBe(0);
    expect(await at('', 121)).toBe(1);
  });

  it.each([
    ['no result', { 'baseline.json': '{"a": 1}' }],
    ['no baseline', { 'result.json': '{"a": 1}' }],
    ['an empty baseline', files({}, { a: 1 })],
    ['a baseline without numbers', files({ a: {} }, { a: 1 })],
    ['a broken result', { 'baseline.json': '{"a": 1}', 'result.json': '{' }],
    ['a result that is a list', files({ a: 1 }, [1])],
  ])('fails in both modes with %s', async (_, broken) => {
    for (const MODE of ['block', 'warn']) {
      const result = await run('compare-baseline', { env: { ...env, MODE }, files: broken });
      expect(result).toMatchObject({
        status: 1,
        summary: '',
        annotations: [
          '::error title=Nothing to compare::baseline.json and result.json should be JSON objects of metric to number, TOLERANCE_PERCENT a number.',
        ],
      });
    }
  });

  it('takes an empty result for nothing measured', async () => {
    const result = await run('compare-baseline', { env, files: { 'baseline.json': '{"a": 1}', 'result.json': '' } });
    expect(result.status).toBe(1);
    expect(result.summary).toContain('| a | 1 | 1.2 | not measured | too slow |');
  });

  it.each([{ MODE: 'wrn' }, { TOLERANCE_PERCENT: HOSTILE }])('refuses %j', async (wrong) => {
    const result = await run('compare-baseline', { env: { ...env, ...wrong }, files: files({ a: 1 }, { a: 1 }) });
    expect(result).toMatchObject({ status: 1, summary: '' });
  });

  it('keeps the names of metrics inside their cell', async () => {
    const result = await run('compare-baseline', { env, files: files({ [HOSTILE]: 1 }, { [HOSTILE]: 1 }) });
    expect(result.status).toBe(0);
    expect(result.summary.trimEnd().split('\n')).toHaveLength(4);
  });
});

describe.concurrent('a machine without jq', () => {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  for (const tool of ['bash', 'basename', 'dirname', 'grep', 'sed']) symlinkSync(`/usr/bin/${tool}`, join(bin, tool));

  it.each([
    ['judge-scan', { SEVERITIES: 'HIGH,CRITICAL' }],
    ['decide-gate', { NEEDS: '{}' }],
  ])('%s says so, and lets nothing through', async (script, env) => {
    const { status, annotations } = await run(script, { env: { ...env, PATH: bin } });
    expect(status).toBe(1);
    expect(annotations).toEqual([
      `::error title=jq is missing::${script}.sh needs jq: install it, or use a runner or container that has it.`,
    ]);
  });

  it('is no matter to a script that needs none', async () => {
    const result = await run('check-settings', { env: { REQUIRED: 'ROLE', ROLE: 'arn', PATH: bin } });
    expect(result).toMatchObject({ status: 0, annotations: [] });
  });
});
