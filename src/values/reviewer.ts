import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';

/** Who may approve a deployment. Names are resolved to ids when the settings are applied to GitHub. */
export class Reviewer {
  /** A person, by login. */
  public static user(login: string): Reviewer {
    if (!/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i.test(login)) {
      fail(
        'reviewer',
        'Reviewer.user',
        `got ${shown(login)}; a login has letters, digits and single hyphens, at most 39 characters`,
        "give the login without '@'",
      );
    }
    return new Reviewer('user', login);
  }

  /** A team, as `organisation/slug`. */
  public static team(team: string): Reviewer {
    if (!/^[a-z\d][a-z\d-]{0,38}\/[a-z\d_.-]{1,255}$/i.test(team)) {
      fail(
        'reviewer',
        'Reviewer.team',
        `got ${shown(team)}; allowed is organisation/slug`,
        "such as 'acme/payments-leads'",
      );
    }
    return new Reviewer('team', team);
  }

  private constructor(
    private readonly kind: 'user' | 'team',
    private readonly name: string,
  ) {}

  /** @internal */
  public _toModel() {
    return { kind: this.kind, name: this.name };
  }
}

checkCallsOf(Reviewer);
