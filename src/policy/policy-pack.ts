import { checkCallsOf, checkConstruction } from '../util/check-call';
import { called, fail, shown } from '../util/fail';
import { checkedPolicyId, type IPolicy } from './policy';

/** Options of a pack. */
export interface PolicyPackOptions {
  /** The policies, in any order. */
  readonly policies: IPolicy[];

  /**
   * Ids of the policies that a repository may acknowledge. Nothing below the pack can switch off the others.
   *
   * @default - none
   */
  readonly acknowledgeable?: string[];
}

/** The policies of an organisation, to be shared as a package. */
export class PolicyPack {
  /** Stands in front of the ids of its policies: `acme/must-scan`. */
  public readonly id: string;

  private readonly all: IPolicy[];
  private readonly open: ReadonlySet<string>;

  /**
   * @param id - small letters, digits and `-`
   * @param options - what is in it
   */
  public constructor(id: string, options: PolicyPackOptions) {
    checkConstruction(new.target, called('PolicyPack', id), [id, options]);
    this.id = checkedPolicyId(id, 'PolicyPack');
    this.all = [...options.policies];
    this.open = new Set(options.acknowledgeable);
    const ids = this.all.map((policy) => policy.id);
    const twice = ids.find((other, index) => ids.indexOf(other) !== index);
    if (twice !== undefined) {
      fail('policy-id', `PolicyPack '${id}'`, `got two policies ${shown(twice)}; ids are unique`, 'rename one');
    }
    const unknown = [...this.open].find((other) => !ids.includes(other));
    if (unknown !== undefined) {
      fail(
        'policy-id',
        `PolicyPack '${id}'`,
        `got ${shown(unknown)} in acknowledgeable; its policies are ${ids.join(', ')}`,
        'name one of them',
      );
    }
  }

  /** The policies of the pack. */
  public get policies(): IPolicy[] {
    return [...this.all];
  }

  /** The id of a policy in findings and acknowledgements. */
  public ruleId(policy: IPolicy): string {
    return `${this.id}/${policy.id}`;
  }

  /** Whether a repository may acknowledge findings of a rule. True for rules of other packs, which answer for themselves. */
  public mayAcknowledge(ruleId: string): boolean {
    const prefix = `${this.id}/`;
    return !ruleId.startsWith(prefix) || this.open.has(ruleId.slice(prefix.length));
  }
}

checkCallsOf(PolicyPack);
