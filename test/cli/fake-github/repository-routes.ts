import { app, ruleset, team, user } from './answers';
import { done, invalid, notFound, ok, pages, REPO, type Route } from './route';
import type { FakeState } from './state';

export const repositoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: REPO,
    handle: (_, state) =>
      ok({
        id: 4242,
        full_name: `${state.owner}/${state.repo}`,
        private: state.private,
        default_branch: 'main',
        owner: { id: 77, login: state.owner, type: state.ownerType },
      }),
  },
  {
    method: 'GET',
    path: '/orgs/{org}',
    handle: (_, state) => ok({ login: state.owner, ...(state.planVisible ? { plan: { name: state.plan } } : {}) }),
  },
  {
    method: 'GET',
    path: '/users/{username}',
    handle: ({ params }, state) => {
      const found = account(state, params.username);
      return found ? ok(user(found)) : notFound;
    },
  },
  {
    method: 'GET',
    path: `${REPO}/collaborators/{username}/permission`,
    handle: ({ params }, state) => {
      const reads = state.readers.has(params.username.toLowerCase());
      return account(state, params.username) ? ok({ permission: reads ? 'read' : 'none' }) : notFound;
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}',
    handle: ({ params }, state) => {
      const found = state.teams.find(({ org, slug }) => org === params.org && slug === params.team_slug);
      return found ? ok(team(found)) : notFound;
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}',
    handle: ({ params }, state) => (state.readers.has(`${params.org}/${params.team_slug}`) ? done : notFound),
  },
  {
    method: 'GET',
    path: '/apps/{app_slug}',
    handle: ({ params }, state) => {
      if (params.app_slug === 'github-actions') return ok({ ...app({ id: 15, slug: 'github-actions' }) });
      const found = state.apps.find(({ slug }) => slug === params.app_slug);
      return found ? ok(app(found)) : notFound;
    },
  },
  {
    method: 'GET',
    path: `${REPO}/rulesets`,
    handle: (_, state) => {
      if (state.private && state.plan === 'free') {
        return {
          status: 403,
          data: { message: 'Upgrade to GitHub Pro or make this repository public to enable this feature.' },
        };
      }
      return pages(
        state.rulesets.map((one) => ruleset(state, one)),
        null,
      );
    },
  },
  {
    method: 'POST',
    path: `${REPO}/rulesets`,
    handle: ({ body }, state) => {
      if (state.rulesets.some((one) => one.body.name === body.name)) return invalid('Name must be unique');
      const created = { id: state.nextId++, body: { ...body } };
      state.rulesets.push(created);
      return { status: 201, data: { ...ruleset(state, created), ...body } };
    },
  },
  {
    method: 'GET',
    path: `${REPO}/rulesets/{ruleset_id}`,
    handle: ({ params }, state) => {
      const found = state.rulesets.find(({ id }) => String(id) === params.ruleset_id);
      return found ? ok({ ...ruleset(state, found), ...found.body }) : notFound;
    },
  },
  {
    method: 'PUT',
    path: `${REPO}/rulesets/{ruleset_id}`,
    handle: ({ params, body }, state) => {
      const found = state.rulesets.find(({ id }) => String(id) === params.ruleset_id);
      if (!found) return notFound;
      found.body = { ...body };
      return ok({ ...ruleset(state, found), ...body });
    },
  },
  { method: 'GET', path: `${REPO}/actions/permissions`, handle: (_, state) => ok(state.actions) },
  {
    method: 'PUT',
    path: `${REPO}/actions/permissions`,
    handle: ({ body }, state) => {
      state.actions = { ...body } as FakeState['actions'];
      return done;
    },
  },
  { method: 'GET', path: `${REPO}/actions/permissions/workflow`, handle: (_, state) => ok(state.workflow) },
  {
    method: 'PUT',
    path: `${REPO}/actions/permissions/workflow`,
    handle: ({ body }, state) => {
      state.workflow = { ...body } as FakeState['workflow'];
      return done;
    },
  },
  { method: 'GET', path: `${REPO}/actions/oidc/customization/sub`, handle: (_, state) => ok(state.subject) },
  {
    method: 'PUT',
    path: `${REPO}/actions/oidc/customization/sub`,
    handle: ({ body }, state) => {
      state.subject = { ...state.subject, ...body } as FakeState['subject'];
      return { status: 201, data: {} };
    },
  },
];

const account = (state: FakeState, login: string) =>
  state.accounts.find((candidate) => candidate.login.toLowerCase() === login.toLowerCase());
