import type { Construct } from 'constructs';
import { Step } from '../parts/step';
import type { Toolchain } from '../parts/toolchain';
import { fail, shown } from '../util/fail';
import { Duration } from '../values/duration';
import type { BuiltImage } from './built-image';
import { imageFor } from './image-for';
import { Job } from './job';
import type { JobOptions } from './job-options';
import { pathOf, pipelineOf, toolchainOf } from './pipeline-context';
import { fetchImage } from './security-scan';
import { Stage, type StageOptions } from './stage';

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

/** How the measured performance is judged. */
export interface PerformanceBaseline {
  /**
   * Committed file of metric to number, smaller is better.
   *
   * @default "performance-baseline.json"
   */
  readonly baseline?: string;

  /**
   * File of the same form that the measurement writes.
   *
   * @default "performance.json"
   */
  readonly result?: string;

  /**
   * How much worse a metric may be, in percent, 0 to 1000. Shared runners are noisy.
   *
   * @default 20
   */
  readonly tolerancePercent?: number;

  /**
   * A metric beyond the tolerance fails the job; otherwise it is shown.
   *
   * @default true
   */
  readonly blocking?: boolean;
}

/** Options of the integration tests. */
export interface IntegrationStageOptions extends StageOptions, JobOptions {
  /**
   * Language of the tests.
   *
   * @default - the pipeline's toolchain
   */
  readonly toolchain?: Toolchain;

  /**
   * Command that brings the database to the newest schema.
   *
   * @default - none
   */
  readonly migrate?: string;

  /**
   * Start the built image beside the services, and test that.
   *
   * @default - on port 8080, ready when /health answers, if an image is built
   */
  readonly imageUnderTest?: ImageUnderTest;

  /**
   * The image.
   *
   * @default - that of the build stage declared before
   */
  readonly image?: BuiltImage;

  /**
   * Command of the integration tests.
   *
   * @default - the toolchain's
   */
  readonly command?: string;

  /**
   * Command of the contract tests; an empty text leaves them out.
   *
   * @default - the toolchain's
   */
  readonly contractCommand?: string;

  /**
   * Command that measures the performance; an empty text leaves it out.
   *
   * @default - the toolchain's
   */
  readonly performanceCommand?: string;

  /**
   * How the measurement is judged.
   *
   * @default - against performance-baseline.json, within 20 %
   */
  readonly performance?: PerformanceBaseline;
}

/** Tests the built image against real services: integration, contracts, performance. */
export class IntegrationStage extends Stage {
  /** The job that tests. */
  public readonly job: Job;

  public constructor(scope: Construct, id: string, options: IntegrationStageOptions = {}) {
    super(scope, id, options);
    const toolchain = toolchainOf(this, options.toolchain, 'integration-test');
    const { commands } = toolchain.facts;
    const image =
      pipelineOf(this, 'integration-test').images.length > 0
        ? imageFor(this, options.image, 'integration-test')
        : undefined;
    const contract = options.contractCommand ?? commands.contractTest ?? '';
    const measure = options.performanceCommand ?? commands.performanceTest ?? '';
    const urls = Object.keys(
      Object.assign({}, ...(options.services ?? []).map((service) => service._toModel().jobEnv)),
    );
    const {
      port = 8080,
      healthPath = '/health',
      env: imageEnv = {},
    } = checkedImage(pathOf(this), options.imageUnderTest ?? {});

    const steps = [
      ...(options.migrate === undefined ? [] : [Step.run('migrate', options.migrate)]),
      ...(image === undefined
        ? []
        : [
            Step._script('start', 'start-image', {
              name: 'Start the image',
              env: {
                ...imageEnv,
                ...(port === 8080 ? {} : { PORT: String(port) }),
                ...(healthPath === '/health' ? {} : { HEALTH_PATH: healthPath }),
                PASS_ENV: [...urls, ...Object.keys(imageEnv)].join(' '),
              },
            }),
          ]),
      Step.run('test', options.command ?? commands.integrationTest ?? ''),
      ...(contract === '' ? [] : [Step.run('contract', contract)]),
      ...(measure === '' ? [] : performanceSteps(this, measure, options.performance ?? {})),
      ...(image === undefined
        ? []
        : [
            Step.run('log', 'docker logs candidate', {
              condition: "failure() && steps.start.outcome != 'skipped'",
            }),
          ]),
    ];
    this.job = Job._of(
      this,
      `${id}-test`,
      {
        ...options,
        budget: options.budget ?? Duration.minutes(8),
        toolchain,
        contributions:
          image === undefined
            ? []
            : [
                {
                  ...fetchImage(image),
                  instructions: [startable(port, healthPath)],
                  env: { SERVICE_URL: `http://localhost:${port}` },
                },
              ],
        steps,
        vouches: ['integration-tested'],
      },
      {
        isStage: true,
        construct: 'IntegrationStage',
        decides: ['migrate', 'start', 'test', 'contract', 'baseline'],
        description: {
          answersFor: promise(options, contract, measure),
          takes: image === undefined ? ['source'] : ['image artifact'],
          gives: measure === '' ? [] : ['measurements, kept 90 days'],
          onFailure: 'blocks every deployment',
        },
      },
    );
  }
}

function performanceSteps(stage: Stage, measure: string, options: PerformanceBaseline): Step[] {
  const {
    baseline = 'performance-baseline.json',
    result = 'performance.json',
    tolerancePercent = 20,
    blocking = true,
  } = options;
  if (!Number.isFinite(tolerancePercent) || tolerancePercent < 0 || tolerancePercent > 1000) {
    fail(
      'tolerance',
      pathOf(stage),
      `got ${shown(tolerancePercent)} percent; allowed is 0 to 1000`,
      'choose a tolerance',
    );
  }
  return [
    Step.run('measure', measure),
    Step._script('baseline', 'compare-baseline', {
      name: 'Compare with the performance baseline',
      env: {
        ...(baseline === 'performance-baseline.json' ? {} : { BASELINE: baseline }),
        ...(result === 'performance.json' ? {} : { RESULT: result }),
        TOLERANCE_PERCENT: String(tolerancePercent),
        ...(blocking ? {} : { MODE: 'warn' }),
      },
    }),
    Step.action('report', 'actions/upload-artifact', {
      name: 'Keep the measurements',
      condition: "!cancelled() && steps.measure.outcome == 'success'",
      inputs: {
        name: `${stage.node.id}-performance`,
        path: result,
        'if-no-files-found': 'error',
        'retention-days': 90,
      },
    }),
  ];
}

function checkedImage(path: string, image: ImageUnderTest): ImageUnderTest {
  const { port = 8080, healthPath = '/health' } = image;
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
  return image;
}

function promise(options: IntegrationStageOptions, contract: string, measure: string): string {
  const services = (options.services ?? []).map((service) => service._toModel().name);
  return [
    `the image${services.length > 0 ? ` against ${services.join(' and ')}` : ''}`,
    ...(contract === '' ? [] : ['contract tests']),
    ...(measure === '' ? [] : [`performance within ${options.performance?.tolerancePercent ?? 20} % of the baseline`]),
  ].join('; ');
}

function startable(port: number, healthPath: string) {
  return {
    title: 'In the repository',
    text: `The image listens on \`PORT\` (${port} in the tests) and answers \`${healthPath}\` with success when it is ready; tests find it at \`SERVICE_URL\`.`,
  };
}
