import type { Construct } from 'constructs';
import { Step } from '../parts/step';
import type { Toolchain } from '../parts/toolchain';
import { checkCallsOf } from '../util/check-call';
import { below } from '../util/paths';
import { Duration } from '../values/duration';
import { chartCheck } from './chart-check';
import { artifactName } from './contributions';
import { Job } from './job';
import type { JobSettings } from './job-settings';
import { commandOf, toolchainOf } from './pipeline-context';
import { type SecurityScanOptions, securityScans } from './security-scan';
import { Stage, type StageOptions } from './stage';

/** What runs side by side in a `ParallelValidate`, by the ids of its jobs. */
export enum Validation {
  /** The unit tests. */
  UNIT_TEST = 'unit-test',
  /** Lint, format, and the charts. */
  LINT = 'lint',
  /** The scan of every image. */
  SECURITY_SCAN = 'security-scan',
}

/** Options of the unit tests. */
export interface UnitTestOptions extends JobSettings {
  /**
   * The command.
   *
   * @default - the toolchain's
   */
  readonly command?: string;

  /**
   * JUnit report that the command writes, from the repository's root; a pattern where there are several. Naming it makes a
   * missing report an error.
   *
   * @default - the toolchain's; none where neither it nor `command` is known to write one
   */
  readonly report?: string;
}

/** Options of lint and format. */
export interface LintOptions extends JobSettings {
  /**
   * The command that lints.
   *
   * @default - the toolchain's
   */
  readonly command?: string;

  /**
   * The command that checks the format; an empty text leaves it out.
   *
   * @default - the toolchain's
   */
  readonly formatCommand?: string;
}

/** Options of the checks that run side by side. */
export interface ParallelValidateOptions extends StageOptions {
  /**
   * Language of the jobs.
   *
   * @default - the pipeline's toolchain
   */
  readonly toolchain?: Toolchain;

  /**
   * Unit tests.
   *
   * @default - with the toolchain's command
   */
  readonly unitTest?: UnitTestOptions;

  /**
   * Lint, format, and the charts with the values of every environment.
   *
   * @default - with the toolchain's commands
   */
  readonly lint?: LintOptions;

  /**
   * Scan of the image.
   *
   * @default - with Trivy, blocking on CRITICAL and HIGH
   */
  readonly securityScan?: SecurityScanOptions;

  /**
   * Which of them are left out. What is left out vouches for nothing.
   *
   * @default - none
   */
  readonly without?: Validation[];
}

const BUDGET = Duration.minutes(5);

/** Unit tests, lint and security scan, side by side, each blocking. */
export class ParallelValidate extends Stage {
  /** The unit tests, unless left out. */
  public readonly unitTest?: Job;

  /** Lint and format, unless left out. */
  public readonly lint?: Job;

  /** The scan of the image, unless left out; where several are built, that of the first. */
  public readonly securityScan?: Job;

  /** The scans of all images, unless left out. */
  public readonly securityScans: Job[];

  /**
   * @param scope - the pipeline
   * @param id - names the stage; its jobs are `unit-test`, `lint` and `security-scan`
   */
  public constructor(scope: Construct, id: string, options: ParallelValidateOptions = {}) {
    super(scope, id, options);
    const without = new Set(options.without);
    if (!without.has(Validation.UNIT_TEST)) this.unitTest = this.unitTestJob(options);
    if (!without.has(Validation.LINT)) this.lint = this.lintJob(options);
    this.securityScans = without.has(Validation.SECURITY_SCAN)
      ? []
      : securityScans(this, options.securityScan ?? {}, BUDGET);
    this.securityScan = this.securityScans[0];
  }

  private unitTestJob({ toolchain: own, unitTest = {} }: ParallelValidateOptions): Job {
    const toolchain = toolchainOf(this, own, 'unit-test');
    const report = reportOf(toolchain, unitTest);
    return Job._of(
      this,
      'unit-test',
      {
        ...unitTest,
        budget: unitTest.budget ?? BUDGET,
        toolchain,
        steps: [Step.run('test', commandOf(this, unitTest.command, toolchain, 'unitTest')), ...report],
        vouches: ['unit-tested'],
      },
      {
        construct: 'ParallelValidate',
        decides: ['test'],
        description: {
          answersFor: 'unit tests',
          takes: ['source'],
          gives: report.length === 0 ? [] : ['JUnit report, kept 14 days'],
        },
      },
    );
  }

  private lintJob({ toolchain: own, lint = {} }: ParallelValidateOptions): Job {
    const toolchain = toolchainOf(this, own, 'lint');
    const { commands } = toolchain;
    const format = lint.formatCommand ?? commands.formatCheck ?? '';
    const steps = [Step.run('lint', commandOf(this, lint.command, toolchain, 'lint'))];
    if (format !== '') {
      steps.push(Step.run('format', format, { condition: '!cancelled()' }));
    }
    steps.push(
      Step._script('files', 'check-files', {
        name: 'Check that the generated files are as they were written',
        condition: '!cancelled()',
      }),
      ...chartCheck(this),
    );
    return Job._of(
      this,
      'lint',
      { ...lint, budget: lint.budget ?? BUDGET, toolchain, steps, vouches: ['linted'] },
      {
        construct: 'ParallelValidate',
        decides: ['lint', ...(format === '' ? [] : ['format']), 'files', 'chart'],
        description: {
          answersFor: `lint${format === '' ? '' : ', format'}, generated files, charts with the values of every environment`,
          takes: ['source'],
        },
      },
    );
  }
}

checkCallsOf(ParallelValidate);

/** Keeps the report, where one is written. What nobody named is kept where it exists. */
function reportOf(toolchain: Toolchain, unitTest: UnitTestOptions): Step[] {
  const { command, workingDirectory = toolchain.directory } = unitTest;
  const named = unitTest.report ?? toolchain.commands.unitTestReport;
  const usual = command === undefined ? toolchain._unitTestReport : undefined;
  const path = named ?? (usual && below(usual, workingDirectory));
  if (path === undefined) return [];
  return [
    Step.action('report', 'actions/upload-artifact', {
      name: 'Keep the test report',
      condition: "!cancelled() && steps.test.outcome != 'skipped'",
      inputs: {
        name: artifactName('unit-test', unitTest),
        path,
        'if-no-files-found': named === undefined ? 'ignore' : 'error',
        'retention-days': 14,
      },
    }),
  ];
}
