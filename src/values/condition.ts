import { checkCallsOf } from '../util/check-call';
import { isMistake, parseExpression } from '../util/expressions';
import { fail, shown } from '../util/fail';
import { checkedRefPattern, refCondition } from './ref-pattern';

const AVAILABLE = { contexts: ['github', 'inputs', 'vars', 'needs'], functions: [] };
const STATUS_FUNCTION = /\b(?:always|cancelled|failure|success)\s*\(/i;

/**
 * When a job runs, apart from the jobs that it waits for. Ordering never stands here: that every job before has succeeded
 * is added to each condition.
 */
export class Condition {
  /** On these branches: names, or prefixes that end in `*`. */
  public static branch(...patterns: string[]): Condition {
    return any(patterns.map((pattern) => refCondition('heads', checkedRefPattern(pattern, 'Condition.branch'))));
  }

  /** On these tags: names, or prefixes that end in `*`. */
  public static tag(...patterns: string[]): Condition {
    return any(patterns.map((pattern) => refCondition('tags', checkedRefPattern(pattern, 'Condition.tag'))));
  }

  /** On these events: GitHub's names, such as `push` or `pull_request`. */
  public static event(...names: string[]): Condition {
    for (const name of names) {
      if (!/^[a-z_]+$/.test(name)) {
        fail(
          'condition',
          'Condition.event',
          `got ${shown(name)}; an event is lower-case letters and '_'`,
          "such as 'push'",
        );
      }
    }
    return any(names.map((name) => `github.event_name == '${name}'`));
  }

  /** All of them hold. */
  public static all(...conditions: Condition[]): Condition {
    return joined(conditions, '&&');
  }

  /** At least one of them holds. */
  public static any(...conditions: Condition[]): Condition {
    return joined(conditions, '||');
  }

  /** It does not hold. */
  public static not(condition: Condition): Condition {
    return new Condition(`!(${condition.text})`, true);
  }

  /**
   * Any expression of GitHub's over `github`, `inputs`, `vars` and `needs`, without `${{ }}`. Status functions are refused:
   * they would let the job run past a gate.
   */
  public static expression(expression: string): Condition {
    const text = expression.trim();
    if (text === '' || text.includes('${{') || text.includes('\n') || STATUS_FUNCTION.test(text)) {
      fail(
        'condition',
        'Condition.expression',
        `got ${shown(expression)}; allowed is one line without \${{ }} and without always(), cancelled(), failure(), success()`,
        'say what the job depends on; that the jobs before it succeeded is added by itself',
      );
    }
    // Two halves that are no expression each would open the bracket that keeps the job behind its gates.
    const parsed = parseExpression(text, AVAILABLE);
    if (isMistake(parsed)) {
      fail(
        'condition',
        'Condition.expression',
        `got ${shown(expression)}: ${parsed.message}`,
        'allowed are expressions over github, inputs, vars and needs',
      );
    }
    return new Condition(text, false);
  }

  private constructor(
    private readonly text: string,
    private readonly atomic: boolean,
  ) {}

  /** @internal The expression, in brackets where it needs them. */
  public _toModel(): string {
    return this.atomic ? this.text : `(${this.text})`;
  }

  /** @internal */
  public static _of(text: string, atomic: boolean): Condition {
    return new Condition(text, atomic);
  }
}

checkCallsOf(Condition);

function any(parts: string[]): Condition {
  if (parts.length === 0) fail('condition', 'Condition', 'got nothing that it could hold for', 'give at least one');
  return parts.length === 1 ? Condition._of(parts[0], true) : Condition._of(parts.join(' || '), false);
}

function joined(conditions: Condition[], operator: string): Condition {
  if (conditions.length === 0) fail('condition', 'Condition', 'got no condition to join', 'give at least one');
  if (conditions.length === 1) return conditions[0];
  return Condition._of(conditions.map((condition) => condition._toModel()).join(` ${operator} `), false);
}
