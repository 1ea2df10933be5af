import type { Client } from '../github/client';
import { fields, number, oneOf, optional, text } from '../github/shapes';
import type { Operation } from './plan';
import type { RefPolicy } from './state';

/** A pattern of refs that may deploy, with its id on GitHub. */
interface LivePolicy extends RefPolicy {
  readonly id: number;
}

const POLICY = fields({ id: number, name: text, type: optional(oneOf('branch', 'tag')) });

const pathOf = (environment: string): string => `${environment}/deployment-branch-policies`;

/** The patterns of an environment that lists them. Servers that know branches only name no type. */
export async function refPolicies(client: Client, environment: string): Promise<LivePolicy[]> {
  const policies = await client.list(pathOf(environment), 'branch_policies', POLICY);
  return policies.map(({ id, name, type }) => ({ id, type: type ?? 'branch', pattern: name }));
}

/** @param typed the server tells branches and tags apart; one that does not takes no type */
export function addPolicy(environment: string, name: string, policy: RefPolicy, typed: boolean): Operation {
  return {
    title: `let ${policy.type} ${policy.pattern} deploy to ${name}`,
    effect: 'loosens',
    method: 'POST',
    path: pathOf(environment),
    body: { name: policy.pattern, ...(typed ? { type: policy.type } : {}) },
    exists: async (client) =>
      (await refPolicies(client, environment)).some(
        ({ type, pattern }) => type === policy.type && pattern === policy.pattern,
      ),
  };
}

export function removePolicy(environment: string, name: string, policy: RefPolicy, id: number | undefined): Operation {
  return {
    title: `stop ${policy.type} ${policy.pattern} from deploying to ${name}`,
    effect: 'tightens',
    method: 'DELETE',
    path: `${pathOf(environment)}/${id}`,
  };
}
