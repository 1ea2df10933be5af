import type { Clock } from './clock';
import { GitHubError, refusal } from './errors';
import { backoff, MAX_ATTEMPTS, MAX_WAIT, rateLimitWait } from './retry';
import { anything, fields, list, type Shape } from './shapes';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: T;
}

interface ClientOptions {
  /** Root of the REST API, such as `https://api.github.com`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly clock: Clock;
  /** Hears of every wait before it begins. */
  readonly waiting: (wait: Wait) => void;
}

/** Why and how long nothing happens. */
export interface Wait {
  readonly reason: string;
  readonly milliseconds: number;
  /** GitHub asks for it, which may take minutes; else it is a pause before another attempt. */
  readonly rateLimit: boolean;
}

/** The REST API of GitHub, on the `fetch` of Node. */
export class Client {
  constructor(private readonly options: ClientOptions) {}

  /**
   * Sends a request and repeats it after failures that may pass. A POST whose effect is unknown is not repeated, since
   * twice is not once: its error says so, and the caller looks before it tries again.
   *
   * @param accept statuses that are an answer and no error, beside 2xx
   */
  async send(method: Method, path: string, body?: unknown, accept: readonly number[] = []): Promise<void> {
    await this.repeat(method, path, body, accept, anything);
  }

  /** What GitHub answers. An answer of another shape is an error: nobody builds on what is not known. */
  async get<T>(path: string, shape: Shape<T>): Promise<T> {
    return (await this.answer(path, shape)).data;
  }

  /** The same with the headers that it came with. */
  async answer<T>(path: string, shape: Shape<T>): Promise<Answer<T>> {
    return this.repeat('GET', path, undefined, [], shape);
  }

  /** What GitHub answers, or null where it says that there is no such thing. */
  async find<T>(path: string, shape: Shape<T>, absent: readonly number[] = [404]): Promise<T | null> {
    const { status, data } = await this.repeat('GET', path, undefined, absent, shape);
    return absent.includes(status) ? null : data;
  }

  /** Whether GitHub knows it; the answer itself may be empty. */
  async exists(path: string): Promise<boolean> {
    return (await this.repeat('GET', path, undefined, [404], anything)).status !== 404;
  }

  private async repeat<T>(
    method: Method,
    path: string,
    body: unknown,
    accept: readonly number[],
    shape: Shape<T>,
  ): Promise<Answer<T>> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.attempt(method, path, body, accept, shape, attempt);
      if (!(outcome instanceof Failure)) return outcome;
      const { error, wait } = outcome;
      const repeatable = method !== 'POST' || !error.effectUnknown;
      if (wait === null || !repeatable || attempt === MAX_ATTEMPTS) throw error;
      if (wait > MAX_WAIT) {
        const minutes = Math.ceil(wait / 60_000);
        throw new GitHubError(`${error.message}\n→ run again in ${minutes} minutes`, 'rate-limit', error.status);
      }
      await this.pause(error, wait);
    }
  }

  private async pause(error: GitHubError, milliseconds: number): Promise<void> {
    this.options.waiting({ reason: error.message, milliseconds, rateLimit: error.kind === 'rate-limit' });
    await this.options.clock.sleep(milliseconds);
  }

  /**
   * Creates something exactly once. Where nobody knows whether a POST took effect, `exists` looks before it is sent again.
   */
  async create(path: string, body: unknown, exists: () => Promise<boolean>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        // 303: it is there already.
        await this.send('POST', path, body, [303]);
        return;
      } catch (error) {
        if (!(error instanceof GitHubError) || !error.effectUnknown || attempt === MAX_ATTEMPTS) throw error;
        await this.pause(error, backoff(attempt, this.options.clock.random()));
      }
      if (await exists()) return;
    }
  }

  /** All items of a list that GitHub hands out in pages. `key` names the list in the answer; null where it is the answer. */
  async list<T>(path: string, key: string | null, shape: Shape<T>, pageSize = 100): Promise<T[]> {
    const items: T[] = [];
    let query: string | null = `?per_page=${pageSize}`;
    while (query !== null) {
      const url: string = path + query;
      const { data, headers } =
        key === null
          ? await this.answer(url, list(shape))
          : await this.answer(url, fields<Record<string, readonly T[]>>({ [key]: list(shape) }));
      items.push(...(key === null ? (data as readonly T[]) : (data as Record<string, readonly T[]>)[key]));
      query = nextPage(headers.get('link'));
    }
    return items;
  }

  private async attempt<T>(
    method: Method,
    path: string,
    body: unknown,
    accept: readonly number[],
    shape: Shape<T>,
    attempt: number,
  ): Promise<Answer<T> | Failure> {
    const call = `${method} ${path}`;
    const delay = backoff(attempt, this.options.clock.random());
    let response: Response;
    let text: string;
    try {
      response = await this.fetchFollowing(method, this.options.apiUrl + path, body);
      text = await response.text();
    } catch (error) {
      if (error instanceof GitHubError) return new Failure(error, null);
      return new Failure(new GitHubError(`${call}: no answer from GitHub (${reason(error)})`, 'network'), delay);
    }
    const { status, headers } = response;
    const data = parse(text);
    if (response.ok || accept.includes(status)) {
      const problem = problemOf(text, data, response.ok ? shape : anything);
      if (problem === null) return { status, headers, data: data as T };
      const error = `${call}: GitHub answered ${status}, but ${problem}`;
      return new Failure(new GitHubError(error, 'server', status), delay);
    }
    if (status >= 500)
      return new Failure(new GitHubError(`${call}: GitHub answered ${status}`, 'server', status), delay);
    const wait = rateLimitWait(status, headers, data, attempt);
    if (wait !== null) {
      return new Failure(new GitHubError(`${call}: GitHub's rate limit is used up`, 'rate-limit', status), wait);
    }
    return new Failure(refusal(call, status, headers, data), null);
  }

  /** Follows the redirects of a renamed repository with the same method; the token never goes to another origin. */
  private async fetchFollowing(method: Method, url: string, body: unknown): Promise<Response> {
    const signal = this.options.clock.deadline();
    let target = url;
    for (let hop = 0; hop < 4; hop++) {
      const response = await fetch(target, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${this.options.token}`,
          'user-agent': 'stagegate',
          'x-github-api-version': '2022-11-28',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: 'manual',
        signal,
      });
      const location = response.headers.get('location');
      if (![301, 302, 307, 308].includes(response.status) || location === null) return response;
      await response.body?.cancel();
      const next = new URL(location, target);
      if (next.origin !== new URL(target).origin) {
        throw new GitHubError(`${method} ${url}: GitHub sends us to another host (${next.host})`, 'refused');
      }
      target = next.href;
    }
    throw new GitHubError(`${method} ${url}: too many redirects`, 'refused');
  }
}

class Failure {
  constructor(
    readonly error: GitHubError,
    /** Milliseconds before the next attempt; null where another attempt is of no use. */
    readonly wait: number | null,
  ) {}
}

/** The query of the next page. Only the query is taken: host and path stay ours. */
function nextPage(link: string | null): string | null {
  const next = link?.match(/<([^>]+)>\s*;\s*rel="next"/);
  return next ? new URL(next[1]).search : null;
}

/** What is wrong with an answer; null where it is as expected. Nothing at all is an answer, where nothing is expected. */
function problemOf(text: string, data: unknown, shape: Shape<unknown>): string | null {
  if (data === undefined) return 'the answer is not JSON';
  if (text === '' && shape !== anything) return 'the answer is empty';
  return shape.problem(data, '');
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timed out';
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? cause?.message ?? 'connection failed';
}
