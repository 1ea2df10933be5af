import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { Duration } from './duration';
import { checkedRefPattern } from './ref-pattern';
import type { Reviewer } from './reviewer';

/** What every promotion may narrow. */
export interface PromotionOptions {
  /**
   * Branches that may deploy: names, or prefixes that end in `*`.
   *
   * @default - where no `tags` are named either, the branches and tags that release; else none
   */
  readonly branches?: string[];

  /**
   * Tags that may deploy: names, or prefixes that end in `*`.
   *
   * @default - none
   */
  readonly tags?: string[];

  /**
   * How long GitHub delays the deployment, counted from when its job is triggered: whole minutes, 0 to 43,200 (30 days).
   * Approval runs at the same time, so that an answer that takes longer than the timer is followed by no wait.
   *
   * @default - no wait
   */
  readonly waitTimer?: Duration;

  /**
   * Slugs of GitHub Apps whose custom protection rules must agree, at most 6.
   *
   * @default - none
   */
  readonly protectionApps?: string[];
}

/** Options of a promotion that people decide. */
export interface ManualPromotionOptions extends PromotionOptions {
  /** Who may approve, 1 to 6, each once; one approval suffices. Each needs read access to the repository. */
  readonly reviewers: Reviewer[];

  /**
   * Whoever started the run may not approve it.
   *
   * @default true
   */
  readonly preventSelfReview?: boolean;

  /**
   * Administrators may deploy without approval.
   *
   * @default - GitHub's setting is left alone
   */
  readonly adminsCanBypass?: boolean;
}

/** How a release comes into an environment. The job's condition and the environment's protection both follow from it. */
export class Promotion {
  /** Without asking anybody, when everything before has succeeded. */
  public static automatic(options: PromotionOptions = {}): Promotion {
    return new Promotion('Promotion.automatic', options, [], false, undefined);
  }

  /** When a reviewer approves. */
  public static manual(options: ManualPromotionOptions): Promotion {
    const reviewers = options.reviewers ?? [];
    if (reviewers.length < 1 || reviewers.length > 6) {
      fail(
        'reviewers',
        'Promotion.manual',
        `got ${reviewers.length} reviewers; GitHub allows 1 to 6 users and teams together`,
        reviewers.length === 0 ? 'name a reviewer, or use Promotion.automatic()' : 'name a team instead of its members',
      );
    }
    const names = reviewers.map((reviewer) => reviewer._toModel().name);
    const twice = names.find((name, index) => names.findIndex((one) => same(one, name)) !== index);
    if (twice !== undefined) {
      fail(
        'reviewers',
        'Promotion.manual',
        `got ${shown(twice)} twice; GitHub asks everybody once, whatever the case of the name`,
        'leave one away',
      );
    }
    const { preventSelfReview = true, adminsCanBypass } = options;
    return new Promotion('Promotion.manual', options, reviewers, preventSelfReview, adminsCanBypass);
  }

  private readonly branches?: string[];
  private readonly tags: string[];
  private readonly waitMinutes: number;
  private readonly protectionApps: string[];

  private constructor(
    factory: string,
    options: PromotionOptions,
    private readonly reviewers: Reviewer[],
    private readonly preventSelfReview: boolean,
    private readonly adminsCanBypass: boolean | undefined,
  ) {
    this.reviewers = [...reviewers];
    this.branches = options.branches?.map((branch) => checkedRefPattern(branch, factory));
    this.tags = (options.tags ?? []).map((tag) => checkedRefPattern(tag, factory));
    this.waitMinutes = (options.waitTimer ?? Duration.minutes(0)).toMinutes();
    this.protectionApps = [...(options.protectionApps ?? [])];
    if (!Number.isInteger(this.waitMinutes) || this.waitMinutes > 43_200) {
      fail(
        'wait-timer',
        factory,
        `got ${shown(this.waitMinutes)} minutes; GitHub allows whole minutes from 0 to 43200 (30 days)`,
        'shorten the wait',
      );
    }
    if (this.protectionApps.length > 6) {
      fail(
        'protection-apps',
        factory,
        `got ${this.protectionApps.length} apps; GitHub enables at most 6`,
        'name fewer',
      );
    }
    for (const [what, names] of [
      ['branches', this.branches ?? []],
      ['tags', this.tags],
      ['protectionApps', this.protectionApps],
    ] as const) {
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined) {
        fail('promotion-twice', factory, `got ${shown(twice)} twice in '${what}'`, 'leave one away');
      }
    }
    if (this.branches?.length === 0 && this.tags.length === 0) {
      fail('promotion-refs', factory, 'got no branch and no tag, so nothing could deploy', 'name a branch or a tag');
    }
  }

  /** @internal */
  public _toModel() {
    const reviewers = this.reviewers.map((reviewer) => reviewer._toModel());
    return {
      branches: this.branches,
      tags: this.tags,
      waitTimer: this.waitMinutes,
      protectionApps: this.protectionApps,
      users: reviewers.filter(({ kind }) => kind === 'user').map(({ name }) => name),
      teams: reviewers.filter(({ kind }) => kind === 'team').map(({ name }) => name),
      preventSelfReview: this.preventSelfReview,
      adminsCanBypass: this.adminsCanBypass ?? null,
    };
  }
}

checkCallsOf(Promotion);

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
