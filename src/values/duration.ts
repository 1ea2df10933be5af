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
    return new Duration(amount, 'seconds', 1);
  }

  /**
   * So many minutes.
   *
   * @param amount - 0 or more
   */
  public static minutes(amount: number): Duration {
    return new Duration(amount, 'minutes', 60);
  }

  /**
   * So many hours.
   *
   * @param amount - 0 or more
   */
  public static hours(amount: number): Duration {
    return new Duration(amount, 'hours', 3600);
  }

  /**
   * So many days.
   *
   * @param amount - 0 or more
   */
  public static days(amount: number): Duration {
    return new Duration(amount, 'days', 86_400);
  }

  private readonly total: number;

  private constructor(amount: number, unit: string, secondsEach: number) {
    this.total = amount * secondsEach;
    if (!Number.isFinite(this.total) || amount < 0) {
      const what = `got ${shown(amount)} ${unit}; allowed is a finite number, 0 or more`;
      fail('duration', `Duration.${unit}`, what, 'give a length of time');
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
