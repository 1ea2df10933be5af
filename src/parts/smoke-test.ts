import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import type { Duration } from '../values/duration';

/** How often and how patiently a smoke test asks. */
export interface HttpSmokeTestOptions {
  /**
   * Attempts, 1 to 100.
   *
   * @default 12
   */
  readonly attempts?: number;

  /**
   * Whole seconds between two attempts, 0 or more.
   *
   * @default Duration.seconds(5)
   */
  readonly delay?: Duration;

  /**
   * Whole seconds that one attempt may take, at least 1.
   *
   * @default Duration.seconds(5)
   */
  readonly requestTimeout?: Duration;

  /**
   * Ask through the API server of the cluster and not from outside. For services whose name the runner cannot resolve.
   *
   * @default - where the environment has no url, or a private one
   */
  readonly inCluster?: boolean;
}

/** What proves after a deployment that the service answers. */
export class SmokeTest {
  /** An HTTP request that must be answered with success. */
  public static http(path: string, options: HttpSmokeTestOptions = {}): SmokeTest {
    return new SmokeTest(path, options);
  }

  private readonly attempts: number;
  private readonly delaySeconds: number;
  private readonly requestSeconds: number;

  private constructor(
    private readonly path: string,
    private readonly options: HttpSmokeTestOptions,
  ) {
    this.attempts = options.attempts ?? 12;
    this.delaySeconds = options.delay?.toSeconds() ?? 5;
    this.requestSeconds = options.requestTimeout?.toSeconds() ?? 5;
    if (!/^\/[!-~]*$/.test(path)) {
      fail(
        'smoke-test-path',
        'SmokeTest.http',
        `got ${shown(path)}; allowed is a path that starts with '/', without blanks`,
        "such as '/health'",
      );
    }
    if (!Number.isInteger(this.attempts) || this.attempts < 1 || this.attempts > 100) {
      fail(
        'smoke-test-attempts',
        'SmokeTest.http',
        `got ${shown(this.attempts)}; allowed are 1 to 100`,
        'choose a number of attempts',
      );
    }
    for (const [name, seconds, least] of [
      ['delay', this.delaySeconds, 0],
      ['requestTimeout', this.requestSeconds, 1],
    ] as const) {
      if (!Number.isInteger(seconds) || seconds < least) {
        fail(
          'smoke-test-time',
          'SmokeTest.http',
          `got ${shown(seconds)} seconds for ${name}; allowed are whole seconds from ${least}`,
          'round it',
        );
      }
    }
  }

  /** @internal */
  public _toModel() {
    const { path, attempts, delaySeconds, requestSeconds } = this;
    return {
      path,
      inCluster: this.options.inCluster,
      attempts,
      delaySeconds,
      requestSeconds,
      minutes: Math.ceil((attempts * (delaySeconds + requestSeconds)) / 60) + 1,
    };
  }
}

checkCallsOf(SmokeTest);
