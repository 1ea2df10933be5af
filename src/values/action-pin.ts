import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';

/** Where a version of an action lies. */
export interface ActionPinOptions {
  /** The full commit, 40 hexadecimal digits: that of a release, never of a tag object. */
  readonly commit: string;

  /** The version that the commit is, as its tag says: printed beside the pin. */
  readonly version: string;
}

/** A commit of actions that stagegate uses, in place of its own. */
export class ActionPin {
  /**
   * The actions of one repository, `actions/cache/restore` as well as `actions/cache`, at this commit.
   *
   * @param repository - `owner/name`, as GitHub spells it
   */
  public static of(repository: string, options: ActionPinOptions): ActionPin {
    const where = `ActionPin.of(${shown(repository)})`;
    const { commit, version } = options;
    if (!/^[0-9a-f]{40}$/.test(commit)) {
      fail(
        'action-pin',
        where,
        `got the commit ${shown(commit)}; allowed are 40 hexadecimal digits`,
        'give the full commit of the release, in small letters',
      );
    }
    if (!/^v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?$/.test(version)) {
      fail(
        'action-pin',
        where,
        `got the version ${shown(version)}; allowed is that of a release`,
        "give the name of its tag, such as 'v7.0.1'",
      );
    }
    return new ActionPin(repository, options);
  }

  private constructor(
    private readonly repository: string,
    private readonly options: ActionPinOptions,
  ) {}

  /** @internal */
  public _toModel() {
    return { repository: this.repository, ...this.options };
  }
}

checkCallsOf(ActionPin);
