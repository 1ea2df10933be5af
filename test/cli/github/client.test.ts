import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Client } from '../../../src/cli/github/client';

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let seen: string[];
let waits: number[];
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
  const clock = {
    sleep: async (milliseconds: number) => void waits.push(milliseconds),
    random: () => 0,
    deadline: () => new AbortController().signal,
  };
  client = new Client({ apiUrl: `${url}/api/v3`, token: 'T', clock });
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
    expect(await client.list('/things', 'items', 2)).toEqual(['1', '2', '3']);
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
    expect((await client.send('PUT', '/old', { a: 1 })).data).toEqual({ ok: true });
    expect(seen).toEqual(['PUT /api/v3/old Bearer T', 'PUT /api/v3/new Bearer T']);
    await expect(client.get('/away')).rejects.toThrow('GitHub sends us to another host (127.0.0.2:1)');
  });

  it('gives up on endless redirects', async () => {
    answer = (_, response) => reply(response, 307, {}, { location: '/api/v3/round' });
    await expect(client.get('/round')).rejects.toThrow('too many redirects');
    expect(waits).toEqual([]);
  });

  it('tries a read five times and waits longer each time', async () => {
    answer = (_, response) => reply(response, 502, 'bad gateway');
    await expect(client.get('/down')).rejects.toMatchObject({
      message: 'GET /down: GitHub answered 502',
      effectUnknown: true,
    });
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('takes an answer that is no JSON for a failure that may pass', async () => {
    answer = (_, response) => reply(response, 200, seen.length === 1 ? '<html>' : { ok: true });
    expect((await client.get('/flaky')).data).toEqual({ ok: true });
  });

  it('does not wait for longer than three minutes but says when to come back', async () => {
    answer = (_, response) => reply(response, 403, {}, { 'retry-after': '1800' });
    await expect(client.get('/limited')).rejects.toThrow('→ run again in 30 minutes');
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
    await expect(client.get('/x')).rejects.toThrow(
      'GitHub answered 403 (Resource not accessible by integration)\n→ the token needs one of these permissions: administration=write or environments=write',
    );
    answer = (_, response) => reply(response, 404, { message: 'Not Found' }, { 'x-accepted-oauth-scopes': 'repo' });
    await expect(client.get('/x')).rejects.toThrow('the token needs one of these scopes: repo');
    answer = (_, response) => reply(response, 401, { message: 'Bad credentials' });
    await expect(client.get('/x')).rejects.toThrow('the token is wrong, revoked or expired');
    answer = (_, response) =>
      reply(response, 422, { message: 'Validation Failed', errors: [{ message: 'too many' }, 'bad id'] });
    await expect(client.send('PUT', '/x', {})).rejects.toThrow(
      'PUT /x: GitHub answered 422 (Validation Failed; too many; bad id)',
    );
  });
});
