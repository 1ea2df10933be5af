import type { Change } from './plan';

/** What a ruleset comes to, in one shape for both sides. */
export interface RulesetState {
  readonly name: string;
  readonly enforcement: string;
  /** `refs/heads/main` and the like, sorted. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** One line for each actor that may bypass it. */
  readonly bypass: readonly string[];
  /** A line for each type of rule. */
  readonly rules: { readonly [type: string]: string };
}

export interface ApiRuleset {
  readonly name: string;
  readonly enforcement: string;
  readonly conditions?: {
    readonly ref_name?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  } | null;
  readonly bypass_actors?: readonly {
    readonly actor_type: string;
    readonly actor_id?: number | null;
    readonly bypass_mode?: string;
  }[];
  readonly rules?: readonly { readonly type: string; readonly parameters?: { readonly [name: string]: unknown } }[];
}

/** The same shape for what we send and what GitHub answers with, which adds defaults of its own. */
export function normaliseRuleset(ruleset: ApiRuleset): RulesetState {
  const refs = ruleset.conditions?.ref_name;
  return {
    name: ruleset.name,
    enforcement: ruleset.enforcement,
    include: [...(refs?.include ?? [])].sort(),
    exclude: [...(refs?.exclude ?? [])].sort(),
    bypass: (ruleset.bypass_actors ?? [])
      .map(({ actor_type, actor_id, bypass_mode }) => `${actor_type} ${actor_id ?? ''} (${bypass_mode ?? 'always'})`)
      .sort(),
    rules: Object.fromEntries(
      (ruleset.rules ?? []).map(({ type, parameters = {} }) => [type, ruleSummary(type, parameters)]),
    ),
  };
}

function ruleSummary(type: string, parameters: { readonly [name: string]: unknown }): string {
  if (type === 'required_status_checks') {
    const checks = parameters.required_status_checks as { context: string; integration_id?: number }[];
    const named = checks.map(({ context, integration_id }) => `${context} by app ${integration_id ?? 'any'}`).sort();
    const lax = parameters.do_not_enforce_on_create ? ', not on creation' : '';
    return named.join(', ') + (parameters.strict_required_status_checks_policy ? ', up to date' : '') + lax;
  }
  if (type === 'required_deployments')
    return [...(parameters.required_deployment_environments as string[])].sort().join(', ');
  return JSON.stringify(parameters);
}

export function rulesetAdded(ruleset: RulesetState): Change {
  const rules = Object.entries(ruleset.rules).map(([type, summary]) => `${type} ${summary}`);
  return {
    sign: '+',
    text: `ruleset ${ruleset.name} on ${ruleset.include.join(', ')}: ${rules.join('; ')}`,
    weaker: false,
  };
}

export function rulesetChanges(before: RulesetState, after: RulesetState): Change[] {
  const changes: Change[] = [];
  const compare = (what: string, a: string, b: string): void => {
    if (a !== b)
      changes.push({
        sign: '~',
        text: `ruleset ${after.name}, ${what}: ${a || 'none'} → ${b || 'none'}`,
        weaker: false,
      });
  };
  compare('enforcement', before.enforcement, after.enforcement);
  compare('branches', before.include.join(', '), after.include.join(', '));
  compare('excluded branches', before.exclude.join(', '), after.exclude.join(', '));
  compare('may bypass', before.bypass.join(', '), after.bypass.join(', '));
  for (const type of new Set([...Object.keys(before.rules), ...Object.keys(after.rules)])) {
    compare(type, String(before.rules[type] ?? ''), String(after.rules[type] ?? ''));
  }
  return changes;
}
