import type { JsonValue } from '../util/expressions';

/** What starts a run: as much of GitHub's event as decides which jobs run. */
export interface Event {
  /** `github.event_name`. */
  readonly name: string;
  /** `github.ref`: what the run executes on, such as `refs/heads/main` or `refs/pull/1/merge`. */
  readonly ref: string;
  /** Branch that a pull request or a merge group goes into. */
  readonly base?: string;
  /** Branch that a pull request comes from. */
  readonly head?: string;
  /** The pull request comes from another repository. */
  readonly fork?: boolean;
  /** Activity type, such as `synchronize`. */
  readonly action?: string;
  /** Inputs of a manual start. */
  readonly inputs?: { readonly [name: string]: string | number | boolean };
  /** Changed files, for path filters; all filters pass where it is not given. */
  readonly changedFiles?: readonly string[];
}

const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';

/** A ref, given in full or by the name that it has in its folder. */
const fullRef = (name: string, folder: string) => (name.startsWith('refs/') ? name : `${folder}${name}`);

/** The events that a pipeline may answer to. Branches and tags are names, or refs such as `refs/heads/main`. */
export const events = {
  push: (branch: string, changedFiles?: readonly string[]): Event => ({
    name: 'push',
    ref: fullRef(branch, BRANCH),
    changedFiles,
  }),
  pushTag: (tag: string): Event => ({ name: 'push', ref: fullRef(tag, TAG) }),
  /** A pull request within the repository. */
  pullRequest: (base: string, changedFiles?: readonly string[]): Event => ({
    name: 'pull_request',
    ref: 'refs/pull/1/merge',
    base: refName(base),
    head: 'change',
    fork: false,
    action: 'synchronize',
    changedFiles,
  }),
  forkPullRequest: (base: string, changedFiles?: readonly string[]): Event => ({
    ...events.pullRequest(base, changedFiles),
    fork: true,
  }),
  mergeGroup: (base: string): Event => ({
    name: 'merge_group',
    ref: `${BRANCH}gh-readonly-queue/${refName(base)}/pr-1-0000000`,
    base: refName(base),
    action: 'checks_requested',
  }),
  /** A manual start, on a branch or on any ref. */
  dispatch: (on: string, inputs: Event['inputs'] = {}): Event => ({
    name: 'workflow_dispatch',
    ref: fullRef(on, BRANCH),
    inputs,
  }),
  /** A timer: always on the default branch. */
  schedule: (defaultBranch: string): Event => ({ name: 'schedule', ref: fullRef(defaultBranch, BRANCH) }),
};

/** The name of the branch that a ref is, if it is one. */
export function branchOf(ref: string): string | undefined {
  return ref.startsWith(BRANCH) ? ref.slice(BRANCH.length) : undefined;
}

/** The name of the tag that a ref is, if it is one. */
export function tagOf(ref: string): string | undefined {
  return ref.startsWith(TAG) ? ref.slice(TAG.length) : undefined;
}

/** Branch, tag or `1/merge`: `github.ref_name`. */
export function refName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags|pull)\//, '');
}

/** An event in words: `push to main`. */
export function eventText({ name, ref, base, fork }: Event): string {
  const on = tagOf(ref) === undefined ? refName(ref) : `tag ${tagOf(ref)}`;
  switch (name) {
    case 'push':
      return `push to ${on}`;
    case 'pull_request':
      return `pull request ${fork ? 'from a fork ' : ''}into ${base}`;
    case 'merge_group':
      return `merge queue of ${base}`;
    case 'workflow_dispatch':
      return `manual start on ${on}`;
    case 'schedule':
      return `schedule on ${on}`;
    default:
      return `${name} on ${on}`;
  }
}

const REPOSITORY = 'owner/repository';

/** The `github` context that the event gives, as far as it is known before the run. */
export function githubContext(event: Event, repository: string | null, runId = 1): { [key: string]: JsonValue } {
  const home = repository ?? REPOSITORY;
  const isPullRequest = event.name.startsWith('pull_request');
  return {
    event_name: event.name,
    ref: event.ref,
    ref_name: refName(event.ref),
    ref_type: tagOf(event.ref) === undefined ? 'branch' : 'tag',
    head_ref: isPullRequest ? (event.head ?? '') : '',
    base_ref: isPullRequest ? (event.base ?? '') : '',
    repository: home,
    repository_owner: home.split('/')[0],
    run_id: String(runId),
    run_number: String(runId),
    run_attempt: '1',
    sha: String(runId).padStart(40, '0'),
    event: {
      action: event.action ?? null,
      inputs: event.inputs ?? null,
      repository: { full_name: home },
      pull_request: isPullRequest
        ? {
            number: 1,
            draft: false,
            base: { ref: event.base ?? '' },
            head: {
              ref: event.head ?? '',
              repo: { fork: event.fork ?? false, full_name: event.fork ? `contributor/${home.split('/')[1]}` : home },
            },
          }
        : null,
    },
  };
}
