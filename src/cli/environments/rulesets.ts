import { fields, isOf, list, number, optional, type TypeOf, text } from '../github/shapes';
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

export const RULESET = fields({
  name: text,
  enforcement: text,
  conditions: optional(
    fields({ ref_name: optional(fields({ include: optional(list(text)), exclude: optional(list(text)) })) }),
  ),
  // Hidden from tokens that may not write.
  bypass_actors: optional(list(fields({ actor_type: text, actor_id: optional(number), bypass_mode: optional(text) }))),
  rules: optional(list(fields({ type: text, parameters: optional(fields<{ [name: string]: unknown }>({})) }))),
});

/** The same shape for what we send and what GitHub answers with, which adds defaults of its own. */
export function normaliseRuleset(ruleset: TypeOf<typeof RULESET>): RulesetState {
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

const CHECKS = list(fields({ context: text, integration_id: optional(number) }));

/** One line; a rule that is not as we know it is shown as it came, and differs from what is wanted. */
function ruleSummary(type: string, parameters: { readonly [name: string]: unknown }): string {
  const { required_status_checks: checks } = parameters;
  if (type === 'required_status_checks' && isOf(CHECKS, checks)) {
    const named = checks.map(({ context, integration_id }) => `${context} by app ${integration_id ?? 'any'}`).sort();
    const lax = parameters.do_not_enforce_on_create ? ', not on creation' : '';
    return named.join(', ') + (parameters.strict_required_status_checks_policy ? ', up to date' : '') + lax;
  }
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
