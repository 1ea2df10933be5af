import type { Client } from '../github/client';
import { fields, flag, list, number, text } from '../github/shapes';
import type { ProtectionApp } from './state';

export const APP = fields({ id: number, slug: text });

const RULES = fields({
  custom_deployment_protection_rules: list(fields({ id: number, enabled: flag, app: APP })),
});

/** Rules that are on. Where custom rules are not to be had GitHub answers 404: there are none. */
export async function protectionRules(client: Client, environment: string) {
  const found = await client.find(`${environment}/deployment_protection_rules`, RULES);
  return (found?.custom_deployment_protection_rules ?? []).filter(({ enabled }) => enabled);
}

/** Apps that offer a rule here. */
export function availableApps(client: Client, environment: string): Promise<ProtectionApp[]> {
  const key = 'available_custom_deployment_protection_rule_integrations';
  return client.list(`${environment}/deployment_protection_rules/apps`, key, APP);
}
