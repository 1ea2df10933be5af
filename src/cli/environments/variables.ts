import type { Client } from '../github/client';
import { fields, text } from '../github/shapes';
import { change } from './environment-changes';
import type { Change, Operation } from './plan';
import type { DesiredEnvironment, LiveEnvironment } from './state';

const VARIABLE = fields({ name: text, value: text });

/** Thirty is the largest page that GitHub has for variables. */
export const environmentVariables = (client: Client, environment: string) =>
  client.list(`${environment}/variables`, 'variables', VARIABLE, 30);

/** Sets what the file names; a variable that it does not name is somebody else's. */
export function planVariables(path: string, desired: DesiredEnvironment, live: LiveEnvironment | null) {
  const changes: Change[] = [];
  const operations: Operation[] = [];
  for (const [name, value] of desired.variables) {
    const before = live?.variables.get(name);
    if (before === value) continue;
    const title = `set the variable ${name} of ${desired.name}`;
    if (before === undefined) {
      changes.push(change('+', `variable ${name} = ${JSON.stringify(value)}`));
      operations.push({
        title,
        method: 'POST',
        path: `${path}/variables`,
        body: { name, value },
        exists: async (client) =>
          (await environmentVariables(client, path)).some((variable) => variable.name.toUpperCase() === name),
      });
    } else {
      changes.push(change('~', `variable ${name}: ${JSON.stringify(before)} → ${JSON.stringify(value)}`));
      operations.push({
        title,
        method: 'PATCH',
        path: `${path}/variables/${encodeURIComponent(name)}`,
        body: { name, value },
      });
    }
  }
  return { changes, operations };
}
