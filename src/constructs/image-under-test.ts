import { readByScript } from '../model/script-variables';
import type { Contribution } from '../parts/contribution';
import { Step } from '../parts/step';
import { fail, shown } from '../util/fail';
import type { BuiltImage } from './built-image';
import { fetchImage } from './contributions';
import { checkedEnv } from './job-checks';
import type { JobSettings } from './job-settings';

/** How the image is started beside the tests. */
export interface ImageUnderTest {
  /**
   * Port on which it listens, handed in as `PORT`; 1 to 65535.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Path that answers with success when it is ready.
   *
   * @default "/health"
   */
  readonly healthPath?: string;

  /**
   * How often it is asked whether it is ready, once a second; an answer may take two more. 1 to 600.
   *
   * @default 30
   */
  readonly attempts?: number;

  /**
   * Environment for the image, beside `PORT` and the URLs of the services.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;
}

/** A second between two, and two for an answer. */
const SECONDS_OF_ATTEMPT = 3;

/** What is cancelled by the job's timeout tells nobody why the image did not start. */
export function checkedWait(path: string, minutes: number, timeoutMinutes: number): void {
  if (minutes < timeoutMinutes) return;
  fail(
    'image-attempts',
    path,
    `waits for the image for up to ${minutes} minutes, and the job has a timeout of ${timeoutMinutes}`,
    "give it fewer 'attempts', or the stage a longer 'timeout'",
  );
}

interface StartedImage {
  /** Brings the image, and tells tests where to find it. */
  readonly contribution: Contribution;
  readonly start: Step;
  /** Minutes that it may take to start. */
  readonly minutes: number;
  /** What it wrote, for whoever looks at a failed test. */
  readonly log: Step;
}

/**
 * What a job needs in order to test an image that runs beside it.
 *
 * @param job - what runs beside both, and what the job runs in; the image is given the variables of the services too
 */
export function startedImage(
  path: string,
  image: BuiltImage,
  options: ImageUnderTest,
  { services = [], container }: Pick<JobSettings, 'services' | 'container'>,
): StartedImage {
  const { port = 8080, healthPath = '/health', attempts = 30, env = {} } = options;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    fail('image-port', path, `got the port ${shown(port)}; allowed is 1 to 65535`, 'choose a port');
  }
  if (!/^\/[!-~]*$/.test(healthPath)) {
    fail(
      'health-path',
      path,
      `got ${shown(healthPath)}; allowed is a path that starts with '/', without blanks`,
      "such as '/health'",
    );
  }
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 600) {
    fail(
      'image-attempts',
      path,
      `got ${shown(attempts)} attempts; allowed are 1 to 600`,
      'choose a number of attempts',
    );
  }
  const beside = services.map((service) => service._toModel());
  const inContainer = container !== undefined;
  // In the network of a container every image has ports of its own.
  const samePort = inContainer ? undefined : beside.find(({ hostPort }) => hostPort === port);
  if (samePort !== undefined) {
    fail(
      'image-port',
      path,
      `starts the image on port ${port}, where the service ${shown(samePort.name)} answers`,
      "give the service another 'hostPort', or the image another 'port' in 'imageUnderTest'",
    );
  }
  const urls = beside.flatMap(({ jobEnv }) => Object.keys(jobEnv));
  checkedEnv(path, env);
  const taken = [...urls, ...Object.keys(env)].find((name) => readByScript('start-image').includes(name));
  if (taken !== undefined) {
    fail(
      'image-env',
      path,
      `got the environment variable ${taken} for the image; it tells how the image is started and found`,
      "say it with 'port', 'healthPath' and 'attempts', or name the variable otherwise",
    );
  }
  return {
    contribution: {
      ...fetchImage(image, { container }),
      instructions: [
        {
          title: 'In the repository',
          text: `${inContainer ? 'The container of the integration tests has `bash`, `docker` and `curl`. ' : ''}The image listens on \`PORT\` (${port} in the tests) and answers \`${healthPath}\` with success when it is ready; tests find it at \`SERVICE_URL\`.`,
        },
      ],
      env: { SERVICE_URL: `http://${inContainer ? 'candidate' : 'localhost'}:${port}` },
    },
    minutes: Math.ceil((attempts * SECONDS_OF_ATTEMPT) / 60),
    start: Step._script('start', 'start-image', {
      name: 'Start the image',
      env: {
        ...env,
        ...(port === 8080 ? {} : { PORT: String(port) }),
        ...(healthPath === '/health' ? {} : { HEALTH_PATH: healthPath }),
        ...(attempts === 30 ? {} : { ATTEMPTS: String(attempts) }),
        ...(inContainer ? { NETWORK: '${{ job.container.network }}' } : {}),
        PASS_ENV: [...urls, ...Object.keys(env)].join(' '),
      },
    }),
    log: Step._ours('log', 'docker logs candidate', { condition: "failure() && steps.start.outcome != 'skipped'" }),
  };
}
