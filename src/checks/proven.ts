import type { Report } from './check';
import type { PipelineSubject } from './pipeline-subject';

/** Reports what runs on paper show of one rule. */
export function reportProven(rule: string, { surroundings }: PipelineSubject, report: Report): void {
  for (const { rule: shown, message, remedy, path, severity } of surroundings.prove()) {
    if (shown === rule) report(message, { remedy, path, severity });
  }
}
