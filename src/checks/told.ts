import type { Finding } from '../policy/finding';
import type { Report } from './check';
import type { PipelineSubject } from './pipeline-subject';

/** What only the project knows of a pipeline, for the rule that tells of it. */
export type Told = Pick<Finding, 'rule' | 'path' | 'message'> & Partial<Pick<Finding, 'remedy'>>;

/** Reports what the project says under one rule. */
export function reportTold(rule: string, { surroundings }: PipelineSubject, report: Report): void {
  for (const told of surroundings.told ?? []) {
    if (told.rule === rule) report(told.message, { path: told.path, remedy: told.remedy });
  }
}
