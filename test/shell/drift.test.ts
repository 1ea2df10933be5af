import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Answer, callsOf, HOSTILE, type Request, run, serve } from './harness';

const MARKER = '<!-- stagegate: drift -->';
const BOT = { login: 'github-actions[bot]' };

const change = (text: string, weaker = false) => ({ sign: '~', text, weaker });
const section = (environment: string | null, changes: unknown[], missing: unknown[] = []) => ({
  environment,
  changes,
  operations: [],
  missing,
});
const DRIFT = {
  version: 1,
  drift: true,
  sections: [
    section('production', [change('reviewers: user bob → user ada', true)], [{ kind: 'secret', name: 'TOKEN' }]),
    section('staging', []),
    section(null, [change('actions by full commit SHA only: false → true')]),
  ],
};
const BODY = `${MARKER}
GitHub's settings differ from what this repository describes: somebody changed them there, or what is described was never applied.

    production
      ~ reviewers: user bob → user ada  (less protection)
      ! secret TOKEN is not set
    repository
      ~ actions by full commit SHA only: false → true

\`npx stagegate environments plan\` shows it all, \`npx stagegate environments apply\` mends it. The next run brings this issue up to date, and closes it when nothing differs any more.`;

describe.concurrent('check-drift', () => {
  const compare = (answer: unknown, exits: number) => {
    const prints = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return run('check-drift', { env: { GH_TOKEN: 'top-secret' }, tools: { npx: [{ prints, exits }] } });
  };

  it.each([
    [0, false],
    [2, true],
  ])('takes exit code %i for drift %s', async (exits, drift) => {
    const answer = { ...DRIFT, drift };
    const result = await compare(answer, exits);
    expect(result).toMatchObject({ status: 0, output: `drift=${drift}\n`, annotations: [] });
    // Nothing is fetched from a registry beside the token.
    expect(callsOf(result, 'npx')).toEqual(['--no stagegate environments check --json']);
    expect(JSON.parse(readFileSync(join(result.temp, 'drift.json'), 'utf8'))).toEqual(answer);
    expect(result.stdout).not.toContain('reviewers');
  });

  it.each([
    ['true', '--no stagegate environments check --json --admin-bypass'],
    ['false', '--no stagegate environments check --json'],
    ['', '--no stagegate environments check --json'],
  ])('compares who may bypass the rules only when told: %j', async (ADMIN_BYPASS, call) => {
    const answer = { ...DRIFT, drift: false };
    const result = await run('check-drift', {
      env: { GH_TOKEN: 'top-secret', ADMIN_BYPASS },
      tools: { npx: [{ prints: JSON.stringify(answer), exits: 0 }] },
    });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'npx')).toEqual([call]);
  });

  it.each([1, 3, 127, 137])('fails when the command ends with %i', async (exits) => {
    expect(await compare(DRIFT, exits)).toMatchObject({
      status: 1,
      output: '',
      annotations: ['::error title=Not compared::stagegate could not compare the settings; it says why above.'],
    });
  });

  it.each<[string, unknown, number]>([
    ['nothing', '', 0],
    ['no JSON', 'usage: npx', 2],
    ['two answers', `${JSON.stringify(DRIFT)}${JSON.stringify(DRIFT)}`, 2],
    ['another version', { ...DRIFT, version: 2 }, 2],
    ['drift and exit code 0', DRIFT, 0],
    ['no drift and exit code 2', { ...DRIFT, drift: false }, 2],
  ])('fails when the command says %s', async (_, answer, exits) => {
    const result = await compare(answer, exits);
    expect(result).toMatchObject({ status: 1, output: '' });
    expect(result.annotations).toEqual([
      `::error title=Not compared::stagegate ended with ${exits} and does not say the same in its answer.`,
    ]);
  });
});

interface Issue {
  readonly number: number;
  readonly user: { readonly login: string };
  readonly body: string | null;
  readonly pull_request?: object;
}

interface Case {
  readonly drift?: string;
  readonly plan?: unknown;
  readonly issues?: readonly Issue[];
  readonly repository?: unknown;
  readonly status?: (request: Request) => number | undefined;
}

const issue = (number: number, body: string | null = BODY, login = BOT.login): Issue => ({
  number,
  user: { login },
  body,
});

/** Runs the report with the real curl against a server that lists issues a page at a time. */
function report({ drift = 'true', plan = DRIFT, issues = [], repository = { visibility: 'private' }, status }: Case) {
  const answer = (request: Request): Answer => {
    const { pathname, searchParams } = new URL(request.url, 'http://github.test');
    const page = Number(searchParams.get('page')) - 1;
    const body =
      request.method !== 'GET'
        ? { number: 77 }
        : pathname.endsWith('/issues')
          ? issues.slice(page * 100, page * 100 + 100)
          : repository;
    return { status: status?.(request), body };
  };
  return serve(answer, async (url, requests) => {
    const env = {
      DRIFT: drift,
      GH_TOKEN: 'top-secret',
      GITHUB_REPOSITORY: 'acme/payment-api',
      GITHUB_API_URL: url,
      RUNNER_TEMP: '.',
    };
    const files = { 'drift.json': typeof plan === 'string' ? plan : JSON.stringify(plan) };
    const result = await run('report-drift', { env, files, real: ['curl'] });
    expect(result.stdout + result.stderr).not.toContain('top-secret');
    return { result, requests, writes: requests.filter(({ method }) => method !== 'GET').map(told) };
  });
}

const told = ({ method, url, body }: Request) => [
  `${method} ${url.replace('/repos/acme/payment-api', '')}`,
  JSON.parse(body),
];
const CLOSED = { state: 'closed', state_reason: 'completed' };

describe.concurrent('report-drift', () => {
  it('opens an issue that says what differs', async () => {
    const { result, requests, writes } = await report({});
    expect(result).toMatchObject({
      status: 0,
      annotations: ['::warning title=Settings differ::GitHub is not as this repository describes: see issue #77.'],
    });
    expect(writes).toEqual([
      ['POST /issues', { title: 'Settings on GitHub differ from what is described', body: BODY }],
    ]);
    expect(requests[0].url).toBe(
      '/repos/acme/payment-api/issues?state=open&creator=github-actions%5Bbot%5D&per_page=100&page=1',
    );
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(requests.map(() => 'Bearer top-secret'));
  });

  it('writes nothing when the issue says it already, whatever line ends GitHub kept', async () => {
    for (const body of [BODY, `${BODY.replaceAll('\n', '\r\n')}\r\n`]) {
      const { result, writes } = await report({ issues: [issue(5, body)] });
      expect(result.status).toBe(0);
      expect(result.annotations[0]).toContain('see issue #5.');
      expect(writes).toEqual([]);
    }
  });

  it('brings the issue up to date, and says so, when something else differs', async () => {
    const { writes } = await report({ issues: [issue(5, `${MARKER}\nother`)] });
    expect(writes).toEqual([
      ['PATCH /issues/5', { body: BODY }],
      ['POST /issues/5/comments', { body: 'Something else differs than before; see above.' }],
    ]);
  });

  it('closes the issue when nothing differs any more', async () => {
    const { result, writes } = await report({ drift: 'false', issues: [issue(5), issue(9)] });
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(writes).toEqual([
      ['PATCH /issues/5', CLOSED],
      ['POST /issues/5/comments', { body: 'GitHub is as described again.' }],
      ['PATCH /issues/9', CLOSED],
      ['POST /issues/9/comments', { body: 'GitHub is as described again.' }],
    ]);
  });

  it('writes nothing when nothing differs and no issue is open', async () => {
    const { result, writes, requests } = await report({ drift: 'false' });
    expect(result).toMatchObject({ status: 0, annotations: [] });
    expect(writes).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('keeps the oldest where there are several', async () => {
    const { result, writes } = await report({ issues: [issue(9), issue(5), issue(7)] });
    expect(result.annotations[0]).toContain('see issue #5.');
    expect(writes).toEqual([
      ['PATCH /issues/7', CLOSED],
      ['POST /issues/7/comments', { body: 'See #5.' }],
      ['PATCH /issues/9', CLOSED],
      ['POST /issues/9/comments', { body: 'See #5.' }],
    ]);
  });

  it.each<[string, Issue]>([
    ["somebody else's issue with the marker", issue(5, BODY, 'mallory')],
    ['a pull request', { ...issue(5), pull_request: {} }],
    ['an issue that quotes the marker', issue(5, `> ${MARKER}`)],
    ['an issue without text', issue(5, null)],
  ])('leaves %s alone', async (_, other) => {
    expect((await report({ drift: 'false', issues: [other] })).writes).toEqual([]);
    expect((await report({ issues: [other] })).writes.map(([call]) => call)).toEqual(['POST /issues']);
  });

  it('finds the issue behind the first page', async () => {
    const others = Array.from({ length: 100 }, (_, index) => issue(index + 1, 'other'));
    const { writes, requests } = await report({ issues: [...others, issue(101)] });
    expect(writes).toEqual([]);
    expect(requests.map(({ url }) => url).filter((url) => url.includes('page=2'))).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['public', { visibility: 'public' }],
    ['of unknown visibility', {}],
  ])('does not tell what differs in a repository that is %s', async (_, repository) => {
    const { writes } = await report({ repository });
    const [[, { body }]] = writes as [[string, { body: string }]];
    expect(body).toContain('\n    production: 2 differences\n    repository: 1 difference\n');
    expect(body).toContain('What differs is not told here, since everybody can read this.');
    for (const secret of ['bob', 'TOKEN', 'less protection']) expect(body).not.toContain(secret);
  });

  it('shows names and values as they are, line by line', async () => {
    const plan = { ...DRIFT, sections: [section(HOSTILE, [change(`\`\`\`\n${MARKER}\n@everyone ${HOSTILE}`)])] };
    const [[, { body }]] = (await report({ plan })).writes as [[string, { body: string }]];
    const lines = body.split('\n').slice(3, -2);
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.startsWith('    '))).toBe(true);
    expect(lines[1]).toContain(`@everyone x"; {'a': $(touch pwned)`);
  });

  it("stays within GitHub's limits", async () => {
    const changes = Array.from({ length: 400 }, () => change('x'.repeat(5000)));
    const plan = { ...DRIFT, sections: [section('production', changes)] };
    const [[, { body }]] = (await report({ plan })).writes as [[string, { body: string }]];
    expect(body.length).toBeLessThan(65_536);
    expect(body).toContain('\n    and 251 more lines\n');
  });

  it.each<[string, (request: Request) => number | undefined]>([
    ['to list issues', ({ url }) => (url.includes('/issues?') ? 403 : undefined)],
    ['to say what it shows', ({ url }) => (url.endsWith('/payment-api') ? 404 : undefined)],
    ['to open one', ({ method }) => (method === 'POST' ? 410 : undefined)],
  ])('fails when GitHub refuses %s, after one try', async (_, status) => {
    const { result, writes } = await report({ status });
    expect(result.status).not.toBe(0);
    expect(result.annotations).toEqual([]);
    expect(writes.length).toBeLessThanOrEqual(1);
  });

  it('does not send a second time what may have arrived', async () => {
    const { result, writes } = await report({ status: ({ method }) => (method === 'POST' ? 502 : undefined) });
    expect(result.status).not.toBe(0);
    expect(writes).toHaveLength(1);
  });

  it.each(['', 'yes', 'true\n', HOSTILE])('asks nobody when it is told "%s"', async (drift) => {
    const { result, requests } = await report({ drift });
    expect(result.status).toBe(1);
    expect(result.annotations[0]).toMatch(/^::error title=Not reported::DRIFT should be true or false, not '/);
    expect(requests).toEqual([]);
  });

  it.each(['', '{', '{"version":1}'])('opens nothing from the answer "%s"', async (plan) => {
    const { result, writes } = await report({ plan });
    expect(result.status).not.toBe(0);
    expect(writes).toEqual([]);
  });
});
