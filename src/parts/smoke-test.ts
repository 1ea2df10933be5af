import { checkCallsOf } from '../util/check-call';
import { fail, shown } from '../util/fail';
import { Duration } from '../values/duration';
import { Step } from './step';

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

/** How long the command of a smoke test may take. */
export interface CommandSmokeTestOptions {
  /**
   * Whole minutes, at least 1, after which it counts as failed.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
}

/** An HTTP request, and how patiently it is made. */
interface SmokeRequest {
  readonly path: string;
  readonly inCluster?: boolean;
  readonly attempts: number;
  readonly delaySeconds: number;
  readonly requestSeconds: number;
}

interface SmokeTestModel {
  readonly step: Step;
  /** What the deployed service does when it succeeds. */
  readonly proves: 'answers' | 'works';
  /** Whole minutes after which it has ended by itself. */
  readonly minutes: number;
  /** What is asked, where something is asked by HTTP. */
  readonly request?: SmokeRequest;
}

/** What proves after a deployment that the service works. */
export class SmokeTest {
  /** An HTTP request that must be answered with success. */
  public static http(path: string, options: HttpSmokeTestOptions = {}): SmokeTest {
    const request = checkedRequest(path, options);
    const { attempts, delaySeconds, requestSeconds } = request;
    return new SmokeTest({
      step: Step._script('smoke', 'smoke-test', { name: 'Smoke test' }),
      minutes: Math.ceil((attempts * (delaySeconds + requestSeconds)) / 60) + 1,
      proves: 'answers',
      request,
    });
  }

  /**
   * A command that must succeed, for what answers no HTTP request: a worker, a queue, gRPC. It runs in the job of the deployment,
   * with `kubectl` and `helm` connected to the cluster and `$RELEASE`, `$NAMESPACE` and `$ENVIRONMENT` in its environment. It is run
   * once: what has to wait, waits itself.
   */
  public static command(command: string, options: CommandSmokeTestOptions = {}): SmokeTest {
    const { timeout = Duration.minutes(5) } = options;
    const minutes = timeout.toMinutes();
    if (command.trim() === '' || command.includes('${{')) {
      fail(
        'smoke-test-command',
        'SmokeTest.command',
        `got ${shown(command)}; allowed is a command without \${{ }}`,
        'such as \'kubectl exec --namespace "$NAMESPACE" "deploy/$RELEASE" -- worker check\'; other values come in by env of the deployment',
      );
    }
    if (!Number.isInteger(minutes) || minutes < 1) {
      fail(
        'smoke-test-time',
        'SmokeTest.command',
        `got ${shown(minutes)} minutes for timeout; allowed are whole minutes from 1`,
        'round it',
      );
    }
    return new SmokeTest({
      step: Step.run('smoke', command, { name: 'Smoke test', timeout }),
      proves: 'works',
      minutes,
    });
  }

  private constructor(private readonly model: SmokeTestModel) {}

  /** @internal */
  public _toModel(): SmokeTestModel {
    return this.model;
  }
}

checkCallsOf(SmokeTest);

function checkedRequest(path: string, options: HttpSmokeTestOptions): SmokeRequest {
  const attempts = options.attempts ?? 12;
  const delaySeconds = options.delay?.toSeconds() ?? 5;
  const requestSeconds = options.requestTimeout?.toSeconds() ?? 5;
  if (!/^\/[!-~]*$/.test(path)) {
    fail(
      'smoke-test-path',
      'SmokeTest.http',
      `got ${shown(path)}; allowed is a path that starts with '/', without blanks`,
      "such as '/health'",
    );
  }
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 100) {
    fail(
      'smoke-test-attempts',
      'SmokeTest.http',
      `got ${shown(attempts)}; allowed are 1 to 100`,
      'choose a number of attempts',
    );
  }
  for (const [name, seconds, least] of [
    ['delay', delaySeconds, 0],
    ['requestTimeout', requestSeconds, 1],
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
  return { path, inCluster: options.inCluster, attempts, delaySeconds, requestSeconds };
}
