import type { Client } from '../github/client';
import { GitHubError } from '../github/errors';
import type { Operation, Plan, Section } from './plan';

/** What became of every operation of a plan. */
export interface Account {
  readonly done: readonly string[];
  readonly failed: readonly Failed[];
  readonly notDone: readonly string[];
}

export interface Failed {
  readonly operation: Operation;
  readonly error: GitHubError;
  /** How the environment stands now, compared with before and with what is described; null where nobody knows or cares. */
  readonly standing: string | null;
}

/**
 * Carries a plan out. A failure ends its section, since the order within a section is what keeps it safe; the others go on,
 * unless GitHub cannot be reached at all.
 */
export async function carryOut(client: Client, plan: Plan, progress: (text: string) => void): Promise<Account> {
  const done: string[] = [];
  const failed: Failed[] = [];
  const notDone: string[] = [];
  let hopeless = false;
  for (const section of plan.sections) {
    let stopped = hopeless;
    for (const [index, operation] of section.operations.entries()) {
      if (stopped) {
        notDone.push(operation.title);
        continue;
      }
      progress(operation.title);
      try {
        await perform(client, operation);
        done.push(operation.title);
      } catch (error) {
        if (!(error instanceof GitHubError)) throw error;
        failed.push({ operation, error, standing: error.effectUnknown ? null : standing(section, index) });
        stopped = true;
        hopeless = error.hopeless;
      }
    }
  }
  return { done, failed, notDone };
}

/** Operations first tighten, then set, then loosen: where they end tells how the environment stands. */
function standing({ environment, operations }: Section, end: number): string | null {
  const effects = (some: readonly Operation[]) => some.flatMap(({ effect }) => effect ?? []);
  const done = effects(operations.slice(0, end));
  const open = effects(operations.slice(end));
  if (environment === null || open.length === 0) return null;
  if (done.length === 0) return `${environment} is as it was`;
  const than = done.includes('sets') || !open.includes('sets') ? 'is described' : 'it was before';
  return `${environment} is stricter than ${than}`;
}

async function perform(client: Client, operation: Operation): Promise<void> {
  switch (operation.method) {
    case 'POST':
      await client.create(operation.path, operation.body, () => operation.exists(client));
      return;
    case 'DELETE':
      // What shall go and is not there has gone.
      await client.send('DELETE', operation.path, undefined, [404]);
      return;
    default:
      await client.send(operation.method, operation.path, operation.body);
  }
}
