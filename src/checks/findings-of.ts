import type { Finding } from '../policy/finding';
import type { Check, Report } from './check';
import type { PipelineSubject } from './pipeline-subject';
import { breaksShape } from './schema-check';

/** What one rule finds in a pipeline. */
export function findingsOf(check: Check, pipeline: PipelineSubject): Finding[] {
  const findings: Finding[] = [];
  const reportAt =
    (path: string): Report =>
    (message, { remedy = check.mend, path: otherPath = path, severity = check.severity } = {}) => {
      findings.push({ rule: check.id, severity, path: otherPath, message, remedy });
    };

  // What GitHub could not read is reported as such; rules would only guess at what was meant.
  const broken = pipeline.mistakes.filter((mistake) => breaksShape(mistake, pipeline.model));
  if (check.readsMistakes || broken.length === 0) check.pipeline?.(pipeline, reportAt(pipeline.path));
  if (check.job || check.step) {
    const skipped = new Set(broken.map(({ pointer }) => pipeline.jobAt(pointer)));
    for (const job of pipeline.jobs) {
      if (skipped.has(job)) continue;
      const report = reportAt(job.path);
      check.job?.(job, report);
      if (check.step) for (const step of job.steps) check.step(step, report);
    }
  }
  if (check.environment) {
    for (const environment of pipeline.model.environments) {
      check.environment(environment, reportAt(environment.path), pipeline);
    }
  }
  if (check.overlay) {
    for (const overlay of pipeline.model.overlays) check.overlay(overlay, reportAt(overlay.path), pipeline);
  }
  return findings;
}
