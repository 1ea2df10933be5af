import type { IConstruct } from 'constructs';
import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';

/** Key of the construct metadata that holds acknowledgements. */
export const ACKNOWLEDGEMENT_METADATA = 'stagegate:acknowledgement';

/** Options of an acknowledgement. */
export interface AcknowledgementOptions {
  /** Why it is right to live with the finding, in at least ten characters. Printed on the pipeline's page. */
  readonly reason: string;

  /**
   * Who answers for it.
   *
   * @default - nobody in particular
   */
  readonly owner?: string;

  /**
   * Last day on which it holds, such as `2027-01-31`. After it the finding is back.
   *
   * @default - it holds until it is removed
   */
  readonly expires?: string;
}

/** A finding that somebody lives with. It is shown on the pipeline's page, never silent. */
export class Acknowledgement {
  /**
   * Accepts what one rule finds.
   *
   * @param rule - id of the rule, such as `pinned-tools`, or of a policy that allows it, such as `acme/must-scan`
   * @param options - why, who, how long
   */
  public static of(rule: string, options: AcknowledgementOptions): Acknowledgement {
    return new Acknowledgement(rule, options);
  }

  /** Id of the rule. */
  public readonly rule: string;

  /** Why it is right to live with the finding. */
  public readonly reason: string;

  /** Who answers for it. */
  public readonly owner?: string;

  /** Last day on which it holds. */
  public readonly expires?: string;

  private constructor(rule: string, options: AcknowledgementOptions) {
    const name = `Acknowledgement.of('${rule}')`;
    if (options.reason.trim().length < 10) {
      fail(
        'acknowledgement-reason',
        name,
        `got the reason ${shown(options.reason)}; a reason has at least 10 characters`,
        'write what a reader of the page needs in order to agree',
      );
    }
    if (options.expires !== undefined && !isDay(options.expires)) {
      fail(
        'acknowledgement-expiry',
        name,
        `got the last day ${shown(options.expires)}; a day is written as YYYY-MM-DD`,
        'write such a day, for example 2027-01-31',
      );
    }
    this.rule = rule;
    this.reason = options.reason.trim();
    this.owner = options.owner;
    this.expires = options.expires;
  }

  /**
   * Puts it on a construct; it holds for everything below.
   *
   * @param construct - a pipeline, stage, job or environment, or the project for all pipelines
   */
  public on(construct: IConstruct): void {
    const { rule, reason, owner, expires } = this;
    construct.node.addMetadata(ACKNOWLEDGEMENT_METADATA, { rule, reason, owner, expires });
  }
}

checkCallsOf(Acknowledgement);

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
