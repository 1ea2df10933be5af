import type { Client } from '../github/client';
import { fields, flag, list, number, type Shape, text } from '../github/shapes';
import type { ProtectionApp } from './state';

/** A custom protection rule that is on, in GitHub's own answer. */
export interface ApiRule {
  readonly id: number;
  readonly enabled: boolean;
  readonly app: ProtectionApp;
}

export const APP: Shape<ProtectionApp> = fields({ id: number, slug: text });

const RULES = fields({
  custom_deployment_protection_rules: list(fields<ApiRule>({ id: number, enabled: flag, app: APP })),
});

/** Rules that are on. Where custom rules are not to be had GitHub answers 404: there are none. */
export async function protectionRules(client: Client, environment: string): Promise<readonly ApiRule[]> {
  const found = await client.find(`${environment}/deployment_protection_rules`, RULES);
  return (found?.custom_deployment_protection_rules ?? []).filter(({ enabled }) => enabled);
}

/** Apps that offer a rule here. */
export function availableApps(client: Client, environment: string): Promise<ProtectionApp[]> {
  const key = 'available_custom_deployment_protection_rule_integrations';
  return client.list(`${environment}/deployment_protection_rules/apps`, key, APP);
}
