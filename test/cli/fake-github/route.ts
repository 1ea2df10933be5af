import type { FakeEnvironment, FakeState } from './state';

export interface FakeRequest {
  readonly params: { readonly [name: string]: string };
  readonly body: { readonly [key: string]: unknown };
}

export interface Reply {
  readonly status: number;
  readonly data?: unknown;
  /** The body as it is, in place of `data`. */
  readonly raw?: string;
  readonly headers?: { readonly [name: string]: string };
  /** A list that is handed out in pages. */
  readonly page?: { readonly items: readonly unknown[]; readonly key: string | null; readonly max: number };
}

/** Method and path as in GitHub's description, and what the fake does for it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: (request: FakeRequest, state: FakeState) => Reply;
}

export const REPO = '/repos/{owner}/{repo}';
export const ENVIRONMENT = `${REPO}/environments/{environment_name}`;

export const ok = (data: unknown): Reply => ({ status: 200, data });
export const done: Reply = { status: 204 };
export const notFound: Reply = { status: 404, data: { message: 'Not Found' } };
export const invalid = (message: string): Reply => ({
  status: 422,
  data: { message: 'Validation Failed', errors: [message] },
});
export const pages = (items: readonly unknown[], key: string | null, max = 100): Reply => ({
  status: 200,
  page: { items, key, max },
});

/** A route below an environment that has to exist. */
export function within(
  method: string,
  path: string,
  handle: (environment: FakeEnvironment, request: FakeRequest, state: FakeState) => Reply,
): Route {
  return {
    method,
    path: ENVIRONMENT + path,
    handle: (request, state) => {
      const environment = find(state, request.params.environment_name);
      return environment ? handle(environment, request, state) : notFound;
    },
  };
}

export const find = (state: FakeState, name: string): FakeEnvironment | undefined =>
  state.environments.find((environment) => environment.name.toLowerCase() === name.toLowerCase());
