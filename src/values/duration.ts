import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';

/** A length of time. */
export class Duration {
  /**
   * So many seconds.
   *
   * @param amount - 0 or more
   */
  public static seconds(amount: number): Duration {
    return new Duration(amount, 'Duration.seconds');
  }

  /**
   * So many minutes.
   *
   * @param amount - 0 or more
   */
  public static minutes(amount: number): Duration {
    return new Duration(amount * 60, 'Duration.minutes');
  }

  /**
   * So many hours.
   *
   * @param amount - 0 or more
   */
  public static hours(amount: number): Duration {
    return new Duration(amount * 3600, 'Duration.hours');
  }

  /**
   * So many days.
   *
   * @param amount - 0 or more
   */
  public static days(amount: number): Duration {
    return new Duration(amount * 86_400, 'Duration.days');
  }

  private constructor(
    private readonly total: number,
    factory: string,
  ) {
    if (!Number.isFinite(total) || total < 0) {
      fail(
        'duration',
        factory,
        `got ${shown(total)} seconds; allowed is a finite number, 0 or more`,
        'give a length of time',
      );
    }
  }

  /** The whole length in seconds. */
  public toSeconds(): number {
    return this.total;
  }

  /** The whole length in minutes; may be a fraction. */
  public toMinutes(): number {
    return this.total / 60;
  }
}

checkCallsOf(Duration);
