import type { Construct } from 'constructs';
import { Step } from '../parts/step';
import type { Toolchain } from '../parts/toolchain';
import { checkCallsOf, knownOptions } from '../util/check-call';
import { Duration } from '../values/duration';
import type { BuiltImage } from './built-image';
import { artifactName } from './contributions';
import { imageFor } from './image-for';
import { checkedWait, type ImageUnderTest, startedImage } from './image-under-test';
import { Job } from './job';
import type { JobSettings } from './job-settings';
import { checkedMachine } from './native-machine';
import { type PerformanceBaseline, performanceNeeds, performanceSteps } from './performance-baseline';
import { commandOf, pathOf, pipelineOf, timeoutFor, toolchainOf } from './pipeline-context';
import { Stage, type StageOptions } from './stage';

/** Options of the integration tests. */
export interface IntegrationStageOptions extends StageOptions, JobSettings {
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
   * @default - the one that was built before; where there are several, it must be named
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

  /**
   * @param scope - the pipeline
   * @param id - names the stage and its job, `<id>-test`
   */
  public constructor(scope: Construct, id: string, options: IntegrationStageOptions = {}) {
    super(scope, id, options);
    const toolchain = toolchainOf(this, options.toolchain, 'integration-test');
    const { commands } = toolchain;
    const { budget = Duration.minutes(8) } = options;
    const isTested = options.imageUnderTest !== undefined || pipelineOf(this, 'integration-test').images.length > 0;
    const image = isTested ? imageFor(this, options.image, 'integration-test') : undefined;
    const started = image && startedImage(pathOf(this), image, options.imageUnderTest ?? {}, options);
    const timeout = options.timeout ?? Duration.minutes(timeoutFor(budget));
    if (started !== undefined) checkedWait(pathOf(this), started.minutes, timeout.toMinutes());
    if (image !== undefined) checkedMachine(this, 'starts', image._facts.platform, options);
    const contract = options.contractCommand ?? commands.contractTest ?? '';
    const measure = options.performanceCommand ?? commands.performanceTest ?? '';
    const folder = options.workingDirectory ?? toolchain.directory;
    const performance = options.performance ?? {};
    const measurements = artifactName(`${id}-performance`, options);
    this.job = Job._of(
      this,
      `${id}-test`,
      {
        ...knownOptions<JobSettings>('JobSettings', options),
        budget,
        toolchain,
        contributions: [
          ...(started === undefined ? [] : [started.contribution]),
          ...(measure === '' ? [] : [performanceNeeds(performance, folder)]),
        ],
        steps: [
          ...(options.migrate === undefined ? [] : [Step.run('migrate', options.migrate)]),
          ...(started === undefined ? [] : [started.start]),
          Step.run('test', commandOf(this, options.command, toolchain, 'integrationTest')),
          ...(contract === '' ? [] : [Step.run('contract', contract)]),
          ...(measure === '' ? [] : performanceSteps(pathOf(this), measurements, measure, performance, folder)),
          ...(started === undefined ? [] : [started.log]),
        ],
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

checkCallsOf(IntegrationStage);

function promise(options: IntegrationStageOptions, contract: string, measure: string): string {
  const services = (options.services ?? []).map((service) => service._toModel().name);
  return [
    `the image${services.length > 0 ? ` against ${services.join(' and ')}` : ''}`,
    ...(contract === '' ? [] : ['contract tests']),
    ...(measure === '' ? [] : [`performance within ${options.performance?.tolerancePercent ?? 20} % of the baseline`]),
  ].join('; ');
}
