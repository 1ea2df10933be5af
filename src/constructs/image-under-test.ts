import type { Contribution } from '../parts/contribution';
import { Step } from '../parts/step';
import { fail, shown } from '../util/fail';
import type { BuiltImage } from './built-image';
import { fetchImage } from './contributions';

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
   * Environment for the image, beside the URLs of the services.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;
}

interface StartedImage {
  /** Brings the image, and tells tests where to find it. */
  readonly contribution: Contribution;
  readonly start: Step;
  /** What it wrote, for whoever looks at a failed test. */
  readonly log: Step;
}

/**
 * What a job needs in order to test an image that runs beside it.
 *
 * @param urls - names of environment variables that the image is given too
 */
export function startedImage(
  path: string,
  image: BuiltImage,
  options: ImageUnderTest,
  urls: readonly string[],
): StartedImage {
  const { port = 8080, healthPath = '/health', env = {} } = options;
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
  return {
    contribution: {
      ...fetchImage(image),
      instructions: [
        {
          title: 'In the repository',
          text: `The image listens on \`PORT\` (${port} in the tests) and answers \`${healthPath}\` with success when it is ready; tests find it at \`SERVICE_URL\`.`,
        },
      ],
      env: { SERVICE_URL: `http://localhost:${port}` },
    },
    start: Step._script('start', 'start-image', {
      name: 'Start the image',
      env: {
        ...env,
        ...(port === 8080 ? {} : { PORT: String(port) }),
        ...(healthPath === '/health' ? {} : { HEALTH_PATH: healthPath }),
        PASS_ENV: [...urls, ...Object.keys(env)].join(' '),
      },
    }),
    log: Step.run('log', 'docker logs candidate', { condition: "failure() && steps.start.outcome != 'skipped'" }),
  };
}
