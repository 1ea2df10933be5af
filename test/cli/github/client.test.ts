import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../../../src/cli/github/client';
import { anything, fields, flag, list, nullable, optional, text } from '../../../src/cli/github/shapes';

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let seen: string[];
let waits: number[];
let told: [string, number, boolean][];
let client: Client;
let url: string;
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
  answer(request, response);
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  seen = [];
  waits = [];
  told = [];
  const clock = {
    sleep: async (milliseconds: number) => void waits.push(milliseconds),
    now: () => 0,
    random: () => 0,
    deadline: () => new AbortController().signal,
  };
  client = new Client({
    apiUrl: `${url}/api/v3`,
    token: 'T',
    clock,
    waiting: ({ reason, milliseconds, rateLimit }) => void told.push([reason, milliseconds, rateLimit]),
  });
});

const reply = (response: ServerResponse, status: number, data: unknown, headers: { [name: string]: string } = {}) => {
  response.writeHead(status, headers);
  response.end(typeof data === 'string' ? data : JSON.stringify(data));
};

describe('Client', () => {
  it('follows pages by their query only, and sends what GitHub asks for', async () => {
    answer = (request, response) => {
      expect(request.headers).toMatchObject({
        'x-github-api-version': '2022-11-28',
        accept: 'application/vnd.github+json',
      });
      const page = new URL(request.url ?? '', url).searchParams.get('page') ?? '1';
      const link = `<https://elsewhere.example/x?per_page=2&page=${Number(page) + 1}>; rel="next"`;
      reply(response, 200, { items: [page] }, page === '3' ? {} : { link });
    };
    expect(await client.list('/things', 'items', text, 2)).toEqual(['1', '2', '3']);
    expect(seen).toEqual([
      'GET /api/v3/things?per_page=2 Bearer T',
      'GET /api/v3/things?per_page=2&page=2 Bearer T',
      'GET /api/v3/things?per_page=2&page=3 Bearer T',
    ]);
  });

  it('follows a redirect with the same method and body, on the same host only', async () => {
    answer = (request, response) => {
      if (request.url === '/api/v3/new') reply(response, 200, { ok: true });
      else
        reply(response, 301, {}, { location: request.url === '/api/v3/old' ? '/api/v3/new' : 'http://127.0.0.2:1/' });
    };
    await client.send('PUT', '/old', { a: 1 });
    expect(seen).toEqual(['PUT /api/v3/old Bearer T', 'PUT /api/v3/new Bearer T']);
    await expect(client.get('/away', anything)).rejects.toThrow('GitHub sends us to another host (127.0.0.2:1)');
  });

  it('gives up on endless redirects', async () => {
    answer = (_, response) => reply(response, 307, {}, { location: '/api/v3/round' });
    await expect(client.get('/round', anything)).rejects.toThrow('too many redirects');
    expect(waits).toEqual([]);
  });

  it('tries a read five times and waits longer each time', async () => {
    answer = (_, response) => reply(response, 502, 'bad gateway');
    await expect(client.get('/down', anything)).rejects.toMatchObject({
      message: 'GET /down: GitHub answered 502',
      effectUnknown: true,
    });
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('takes an answer that is no JSON for a failure that may pass', async () => {
    answer = (_, response) => reply(response, 200, seen.length === 1 ? '<html>' : { ok: true });
    expect(await client.get('/flaky', fields({ ok: flag }))).toEqual({ ok: true });
  });

  it.each([
    ['', 'the answer is empty'],
    ['null', 'the answer is empty and not an object'],
    ['[]', 'the answer is a list and not an object'],
    ['{}', 'name is missing and not a text'],
    ['{"name": 1}', 'name is a number and not a text'],
    ['{"name": "a", "rules": {}, "policy": null}', 'rules is an object and not a list'],
    ['{"name": "a", "rules": [{}], "policy": null}', 'rules[0].on is missing and not true or false'],
    ['{"name": "a", "rules": [], "note": null}', 'policy is missing and not a text'],
  ])('takes the answer %s for a failure that may pass, and says what came', async (body, problem) => {
    answer = (_, response) => reply(response, 200, body);
    const shape = fields({
      name: text,
      note: optional(text),
      rules: list(fields({ on: flag })),
      policy: nullable(text),
    });
    await expect(client.get('/thing', shape)).rejects.toThrow(`GET /thing: GitHub answered 200, but ${problem}`);
    expect(waits).toHaveLength(4);
    answer = (_, response) => reply(response, 404, { message: 'Not Found' });
    expect(await client.find('/thing', shape)).toBeNull();
  });

  it('does not take an answer without its list for an empty list', async () => {
    answer = (_, response) => reply(response, 200, {});
    await expect(client.list('/things', 'items', text)).rejects.toThrow('items is missing and not a list');
  });

  it('says why it waits, and for how long', async () => {
    answer = (_, response) => {
      if (seen.length === 1) reply(response, 502, '');
      else if (seen.length === 2) reply(response, 429, {}, { 'retry-after': '90' });
      else reply(response, 200, {});
    };
    await client.get('/busy', fields({}));
    expect(told).toEqual([
      ['GET /busy: GitHub answered 502', 500, false],
      ["GET /busy: GitHub's rate limit is used up", 90_000, true],
    ]);
  });

  it('does not wait for longer than three minutes but says when to come back', async () => {
    answer = (_, response) => reply(response, 403, {}, { 'retry-after': '1800' });
    await expect(client.get('/limited', anything)).rejects.toThrow('→ run again in 30 minutes');
    expect(waits).toEqual([]);
  });

  it('never repeats a POST whose effect it does not know', async () => {
    answer = (request) => request.socket.destroy();
    await expect(client.send('POST', '/things', {})).rejects.toMatchObject({ effectUnknown: true, hopeless: true });
    expect(seen).toHaveLength(1);
  });

  it('names the permission that the token lacks, and what is wrong with a body', async () => {
    answer = (_, response) =>
      reply(
        response,
        403,
        { message: 'Resource not accessible by integration' },
        {
          'x-accepted-github-permissions': 'administration=write; environments=write',
        },
      );
    await expect(client.get('/x', anything)).rejects.toThrow(
      'GitHub answered 403 (Resource not accessible by integration)\n→ the token needs one of these permissions: administration=write or environments=write',
    );
    answer = (_, response) => reply(response, 404, { message: 'Not Found' }, { 'x-accepted-oauth-scopes': 'repo' });
    await expect(client.get('/x', anything)).rejects.toThrow('the token needs one of these scopes: repo');
    answer = (_, response) => reply(response, 401, { message: 'Bad credentials' });
    await expect(client.get('/x', anything)).rejects.toThrow('the token is wrong, revoked or expired');
    answer = (_, response) =>
      reply(response, 422, { message: 'Validation Failed', errors: [{ message: 'too many' }, 'bad id'] });
    await expect(client.send('PUT', '/x', {})).rejects.toThrow(
      'PUT /x: GitHub answered 422 (Validation Failed; too many; bad id)',
    );
  });
});
