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
  const {
    baseline = below('performance-baseline.json', directory),
    result = below('performance.json', directory),
    tolerancePercent = 20,
    blocking = true,
  } = options;
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
