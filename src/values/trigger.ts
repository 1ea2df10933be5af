import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { checkedRefPattern } from './ref-pattern';

/** A question that GitHub asks a person who starts the workflow by hand. */
export interface DispatchInput {
  /** What it is for. */
  readonly description: string;

  /**
   * Value where nothing is given; one of `options`, where there are any.
   *
   * @default - none
   */
  readonly defaultValue?: string;

  /**
   * Must be given.
   *
   * @default false
   */
  readonly required?: boolean;

  /**
   * The values to choose from.
   *
   * @default - any text
   */
  readonly options?: string[];
}

/** Limits a push to some of its branches or tags. */
export interface PushOptions {
  /**
   * Branch names, or prefixes that end in `*`.
   *
   * @default - none
   */
  readonly branches?: string[];

  /**
   * Tag names, or prefixes that end in `*`.
   *
   * @default - none
   */
  readonly tags?: string[];
}

/** What starts the pipeline, beside pushes, pull requests, the merge queue and the button, which every pipeline answers to. */
export class Trigger {
  /** A push to more branches, or of a tag. */
  public static push(options: PushOptions): Trigger {
    const branches = (options.branches ?? []).map((branch) => checkedRefPattern(branch, 'Trigger.push'));
    const tags = (options.tags ?? []).map((tag) => checkedRefPattern(tag, 'Trigger.push'));
    if (branches.length + tags.length === 0) {
      fail('trigger', 'Trigger.push', 'got neither branches nor tags', 'name at least one');
    }
    return new Trigger({ branches, tags });
  }

  /**
   * A time table, in UTC.
   *
   * @param cron - five fields: minute, hour, day of month, month, day of week; not more often than every 5 minutes
   */
  public static schedule(cron: string): Trigger {
    if (cron.trim().split(/\s+/).length !== 5) {
      fail('trigger', 'Trigger.schedule', `got ${shown(cron)}; a cron line has five fields`, "such as '0 4 * * 1'");
    }
    return new Trigger({ cron: cron.trim() });
  }

  /**
   * Questions for the button that starts the pipeline by hand, at most 25.
   *
   * @param inputs - by name
   */
  public static manual(inputs: Record<string, DispatchInput>): Trigger {
    for (const [name, input] of Object.entries(inputs)) checkedInput(name, input);
    return new Trigger({ inputs: { ...inputs } });
  }

  private constructor(
    private readonly settings: {
      branches?: string[];
      tags?: string[];
      cron?: string;
      inputs?: Record<string, DispatchInput>;
    },
  ) {}

  /** @internal */
  public _toModel() {
    return this.settings;
  }
}

checkCallsOf(Trigger);

function checkedInput(name: string, { options, defaultValue }: DispatchInput): void {
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) || name.startsWith('__')) {
    fail(
      'dispatch-input',
      'Trigger.manual',
      `got the input ${shown(name)}; allowed are letters, digits, '-' and '_', starting with a letter or a single '_'`,
      'choose another name',
    );
  }
  if (
    options !== undefined &&
    (options.length === 0 || (defaultValue !== undefined && !options.includes(defaultValue)))
  ) {
    fail(
      'dispatch-options',
      'Trigger.manual',
      options.length === 0
        ? `got no option for the input ${shown(name)}`
        : `got the default ${shown(defaultValue)} for the input ${shown(name)}; allowed are ${options.map(shown).join(', ')}`,
      'name the values to choose from',
    );
  }
}
