import type { Contribution } from '../parts/contribution';
import { Step } from '../parts/step';
import { fail, shown } from '../util/fail';
import { below } from '../util/paths';

/** How the measured performance is judged. */
export interface PerformanceBaseline {
  /**
   * Committed file of metric to number, smaller is better.
   *
   * @default - "performance-baseline.json" where the measurement runs
   */
  readonly baseline?: string;

  /**
   * File of the same form that the measurement writes.
   *
   * @default - "performance.json" where the measurement runs
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

function filesOf({ baseline, result }: PerformanceBaseline, directory: string | undefined) {
  return {
    baseline: baseline ?? below('performance-baseline.json', directory),
    result: result ?? below('performance.json', directory),
  };
}

/** What a comparison needs to begin with. */
export function performanceNeeds(options: PerformanceBaseline, directory: string | undefined): Contribution {
  const { baseline, result } = filesOf(options, directory);
  const text = `The performance baseline \`${baseline}\`: at first the \`${result}\` of a run that is fast enough.`;
  return { instructions: [{ title: 'In the repository', text }] };
}

/**
 * Measures, judges, and keeps what was measured.
 *
 * @param artifact - what the measurements are kept as
 * @param directory - where the measurement runs, from the repository's root
 */
export function performanceSteps(
  path: string,
  artifact: string,
  measure: string,
  options: PerformanceBaseline,
  directory: string | undefined,
): Step[] {
  const { tolerancePercent = 20, blocking = true } = options;
  const { baseline, result } = filesOf(options, directory);
  if (!Number.isFinite(tolerancePercent) || tolerancePercent < 0 || tolerancePercent > 1000) {
    fail('tolerance', path, `got ${shown(tolerancePercent)} percent; allowed is 0 to 1000`, 'choose a tolerance');
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
        name: artifact,
        path: result,
        'if-no-files-found': 'error',
        'retention-days': 90,
      },
    }),
  ];
}
