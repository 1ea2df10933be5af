import type { Reaction } from '../harness';

export const RELEASE = { RELEASE: 'payment-api', NAMESPACE: 'payments' };
export const json = (value: unknown) => JSON.stringify(value);
/** `a` becomes a digest. */
export const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

/** A revision, told as `5 a superseded`, or with what made it: `7 a deployed Rollback to 5`. */
export function revisions(...told: string[]): Reaction[] {
  const parsed = told.map((line) => {
    const [revision, letter, status, ...description] = line.split(' ');
    return { revision: Number(revision), letter, status, description: description.join(' ') || 'Upgrade complete' };
  });
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
  ];
}
