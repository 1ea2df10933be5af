import type { Reaction } from '../harness';

export const RELEASE = { RELEASE: 'payment-api', NAMESPACE: 'payments' };
export const json = (value: unknown) => JSON.stringify(value);
/** `a` becomes a digest. */
export const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

/** What stands in the cluster of a release: revisions told as `5 a superseded`, and with what made it: `7 a deployed Rollback to 5`. */
export function revisions(...told: string[]): Reaction[] {
  const parsed = told.map(parse);
  return [
    {
      on: 'history',
      prints: json(
        parsed.map(({ revision, status, description }) => ({
          ...{ revision, updated: `2026-11-0${(revision % 9) + 1}T08:00:00Z`, status, description },
        })),
      ),
    },
    ...parsed.map(({ revision, letter }) => ({
      on: `get values payment-api --namespace payments --revision ${revision} --output json`,
      prints: letter === '-' ? 'null' : json({ image: { repository: 'registry.example/app', digest: digest(letter) } }),
    })),
    { on: 'list', prints: json([{ name: 'payment-api' }]) },
  ];
}

/** The Secrets of these revisions. The label verified stands behind the status, as in `5 a superseded/5`; otherwise there is none. */
export function labels(...told: string[]): Reaction {
  const items = told.map(parse).map(({ revision, verified }) => ({
    metadata: { labels: { owner: 'helm', version: String(revision), ...(verified === undefined ? {} : { verified }) } },
  }));
  return { on: 'get secrets', prints: json({ items }) };
}

function parse(line: string) {
  const [revision, letter, state, ...description] = line.split(' ');
  const [status, verified] = state.split('/');
  return {
    revision: Number(revision),
    letter,
    status,
    verified,
    description: description.join(' ') || 'Upgrade complete',
  };
}
