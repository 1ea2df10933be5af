import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { requestProblems } from './contract';
import { environmentRoutes } from './environment-routes';
import { tooOld } from './old-server';
import { repositoryRoutes } from './repository-routes';
import { REPO, type Reply, type Route } from './route';
import { type FakeState, fakeState } from './state';

export const FAULTS = [
  'error-500-before',
  'error-502-after',
  'reset-before',
  'reset-after',
  'hang-before',
  'hang-after',
  'limit-429',
  'secondary-limit-403',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface Call {
  readonly method: string;
  /** As in GitHub's description. */
  readonly route: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
}

const ROUTES = [...environmentRoutes, ...repositoryRoutes].map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

/** A GitHub that keeps state, holds every request against GitHub's own description, and fails when told to. */
export class FakeGitHub {
  readonly token = 'ghs_secretTokenOfTheTest0123456789';
  state: FakeState = fakeState();
  calls: Call[] = [];
  /** What a request did that GitHub's description does not allow. */
  violations: string[] = [];
  /** Fault by number of the call, counted from 0. */
  faults = new Map<number, Fault>();
  /** Fails every call of a method and route: `PUT /repos/...`. */
  broken = new Map<string, Reply>();
  /** After every call that may have changed something. */
  onChange: () => void = () => {};
  /** Aborts the request that hangs, in place of a clock. */
  onHang: () => void = () => {};

  private count = 0;
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  reset(): void {
    this.state = fakeState();
    this.calls = [];
    this.violations = [];
    this.faults = new Map();
    this.broken = new Map();
    this.onChange = () => {};
    this.onHang = () => {};
    this.count = 0;
  }

  /** Counts calls from 0 again, for the faults of the next run. */
  rewind(): void {
    this.calls = [];
    this.count = 0;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.faults.get(this.count++);
    const text = await readBody(request);
    if (fault === 'error-500-before') return send(response, { status: 500, data: { message: 'Server Error' } });
    if (fault === 'limit-429') {
      return send(response, { status: 429, headers: { 'retry-after': '7' }, data: { message: 'Too many requests' } });
    }
    if (fault === 'secondary-limit-403') {
      return send(response, { status: 403, data: { message: 'You have exceeded a secondary rate limit.' } });
    }
    if (fault === 'reset-before') return void request.socket.destroy();
    if (fault === 'hang-before') return this.onHang();
    const reply = this.answer(request, text);
    if (fault === 'reset-after') return void request.socket.destroy();
    if (fault === 'hang-after') return this.onHang();
    if (fault === 'error-502-after') return send(response, { status: 502, data: null });
    send(response, reply);
  }

  private answer(request: IncomingMessage, text: string): Reply {
    const method = request.method ?? '';
    const url = new URL(request.url ?? '/', this.url);
    if (request.headers.authorization !== `Bearer ${this.token}`)
      return { status: 401, data: { message: 'Bad credentials' } };
    const moved = this.movedTo(url);
    if (moved) return { status: 301, headers: { location: moved }, data: { message: 'Moved Permanently' } };
    const path = url.pathname.replace(/^\/repositories\/4242/, `/repos/${this.state.owner}/${this.state.repo}`);
    const found = ROUTES.find(({ route, pattern }) => route.method === method && pattern.test(path));
    if (!found) return { status: 404, data: { message: 'Not Found' } };
    const { route, pattern } = found;
    const params = Object.fromEntries(
      Object.entries(pattern.exec(path)?.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    this.checkContract(route, body);
    const elsewhere =
      route.path.startsWith(REPO) && `${params.owner}/${params.repo}` !== `${this.state.owner}/${this.state.repo}`;
    const reply =
      this.broken.get(`${method} ${route.path}`) ??
      (elsewhere
        ? { status: 404, data: { message: 'Not Found' } }
        : (tooOld(this.state, route, body) ??
          route.handle({ params, body: (body ?? {}) as { [key: string]: unknown } }, this.state)));
    this.calls.push({ method, route: route.path, path: url.pathname, body, status: reply.status });
    if (method !== 'GET') this.onChange();
    return this.enterprise(reply.page ? paged(reply, url, request.url ?? '/') : reply);
  }

  private checkContract(route: Route, body: unknown): void {
    // GitHub takes this key and does not describe it; it is sent on request only.
    const { can_admins_bypass: _, ...described } = (body ?? {}) as { can_admins_bypass?: boolean };
    const checked = body === undefined ? undefined : described;
    for (const problem of requestProblems(route.method, route.path, checked)) {
      this.violations.push(`${route.method} ${route.path}: ${problem} in ${JSON.stringify(body)}`);
    }
  }

  private movedTo(url: URL): string | null {
    const { formerly } = this.state;
    const old = `/repos/${formerly}`;
    if (formerly === null || !url.pathname.toLowerCase().startsWith(old)) return null;
    return `${this.url}/repositories/4242${url.pathname.slice(old.length)}${url.search}`;
  }

  private enterprise(reply: Reply): Reply {
    const version = this.state.enterpriseServer;
    return version === null
      ? reply
      : { ...reply, headers: { ...reply.headers, 'x-github-enterprise-version': version } };
  }
}

function paged(reply: Reply, url: URL, target: string): Reply {
  const { items, key, max } = reply.page as NonNullable<Reply['page']>;
  const size = Math.min(Number(url.searchParams.get('per_page') ?? Math.min(max, 30)), max);
  const page = Number(url.searchParams.get('page') ?? 1);
  const part = items.slice((page - 1) * size, page * size);
  const next = new URL(target, url);
  next.searchParams.set('page', String(page + 1));
  return {
    status: reply.status,
    data: key === null ? part : { total_count: items.length, [key]: part },
    headers: page * size < items.length ? { link: `<${next.href}>; rel="next", <${next.href}>; rel="last"` } : {},
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, data, headers, raw }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(raw ?? (data === undefined || data === null ? undefined : JSON.stringify(data)));
}
