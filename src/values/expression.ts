import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** References that GitHub fills in when the workflow runs. Use them in `env` and `with`, never inside a command. */
export class Expression {
  /** A secret of the repository, the environment or the organisation. */
  public static secret(name: string): string {
    return `\${{ secrets.${checked(name, 'Expression.secret')} }}`;
  }

  /** A variable of the repository, the environment or the organisation. An unset one is an empty string. */
  public static variable(name: string): string {
    return `\${{ vars.${checked(name, 'Expression.variable')} }}`;
  }

  /** An input of a manual start. */
  public static input(name: string): string {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) invalid(name, 'Expression.input');
    return `\${{ inputs.${name} }}`;
  }

  /** A property of the `github` context, such as `sha` or `event.pull_request.number`. */
  public static github(property: string): string {
    if (!/^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/.test(property)) invalid(property, 'Expression.github');
    return `\${{ github.${property} }}`;
  }

  /** Any expression of GitHub's, without `${{ }}`. Checked in its place at synthesis. */
  public static of(expression: string): string {
    const source = expression.trim();
    if (source === '' || source.includes('${{')) {
      fail('expression', 'Expression.of', `got ${shown(expression)}`, 'give an expression without ${{ }}');
    }
    return `\${{ ${source} }}`;
  }

  private constructor() {}
}

checkCallsOf(Expression);

function checked(name: string, factory: string): string {
  return NAME.test(name) ? name : invalid(name, factory);
}

function invalid(name: string, factory: string): never {
  return fail(
    'expression',
    factory,
    `got ${shown(name)}; a name has letters, digits and '_', and does not start with a digit`,
    'name it as it stands in GitHub',
  );
}
