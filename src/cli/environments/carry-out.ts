import type { Client } from '../github/client';
import { GitHubError } from '../github/errors';
import type { Operation, Plan } from './plan';

/** What became of every operation of a plan. */
export interface Account {
  readonly done: readonly string[];
  readonly failed: readonly { readonly title: string; readonly reason: string; readonly effectUnknown: boolean }[];
  readonly notDone: readonly string[];
}

/**
 * Carries a plan out. A failure ends its section, since the order within a section is what keeps it safe; the others go on,
 * unless GitHub cannot be reached at all.
 */
export async function carryOut(client: Client, plan: Plan, progress: (text: string) => void): Promise<Account> {
  const done: string[] = [];
  const failed: Account['failed'][number][] = [];
  const notDone: string[] = [];
  let hopeless = false;
  for (const section of plan.sections) {
    let stopped = hopeless;
    for (const operation of section.operations) {
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
        failed.push({ title: operation.title, reason: error.message, effectUnknown: error.effectUnknown });
        stopped = true;
        hopeless = error.hopeless;
      }
    }
  }
  return { done, failed, notDone };
}

async function perform(client: Client, operation: Operation): Promise<void> {
  switch (operation.method) {
    case 'POST': {
      const { path, key, is } = operation.created;
      // Thirty is the largest page that GitHub has for variables.
      await client.create(operation.path, operation.body, async () => (await client.list(path, key, 30)).some(is));
      return;
    }
    case 'DELETE':
      // What shall go and is not there has gone.
      await client.send('DELETE', operation.path, undefined, [404]);
      return;
    default:
      await client.send(operation.method, operation.path, operation.body);
  }
}
