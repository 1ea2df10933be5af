import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import type { JobSubject } from '../job-subject';
import { listed } from '../text';

export const completeVerdict = defineCheck({
  id: 'complete-verdict',
  title: 'the verdict always runs and hears every blocking job',
  why: 'Branch protection requires the verdict alone: a job that it does not hear may fail unseen, and a verdict that is skipped counts as success.',
  source:
    'https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks',
  mend: 'let the verdict need every blocking job, under if: always()',
  severity: Severity.ERROR,
  pipeline: (pipeline, report) => {
    const verdict = pipeline.jobs.find((job) => job.role === 'verdict');
    if (!verdict) {
      const lost = pipeline.model.jobs.find(({ role }) => role === 'verdict');
      if (lost) report(`the verdict, job "${lost.id}", is not in the workflow`, { path: lost.path });
      return;
    }
    const unheard = pipeline.jobs.filter(
      (job) => job.model?.role === 'work' && job.blocks && !verdict.needs.includes(job.id),
    );
    if (unheard.length > 0) {
      report(
        `${verdict.label} does not hear ${listed(unheard.map(({ id }) => id))}; the verdict needs every blocking job`,
        {
          path: verdict.path,
        },
      );
    }
    const idle = idleBecause(verdict);
    if (idle !== undefined) {
      report(`${verdict.label} is green whatever it hears: ${idle}`, {
        path: verdict.path,
        remedy: 'keep the verdict as it was generated',
      });
    }
    const always = verdict.expressions.some(
      ({ step, isCondition, calls }) => !step && isCondition && calls.includes('always'),
    );
    if (!always) {
      report(
        `${verdict.label} runs if ${verdict.condition ?? 'everything before succeeded'}; the verdict runs always()`,
        {
          path: verdict.path,
        },
      );
    }
  },
});

/** Why the verdict cannot fail, or need not look. */
function idleBecause({ job, steps, model, id, pipeline }: JobSubject): string | undefined {
  if (job['continue-on-error'] !== undefined && job['continue-on-error'] !== false) return 'it may fail unnoticed';
  for (const wanted of model?.decides ?? []) {
    const step = steps.find((candidate) => candidate.id === wanted);
    if (!step) return `its step "${wanted}" is gone`;
    if (step.step['continue-on-error']) return `its step "${wanted}" may fail unnoticed`;
    if (step.condition !== undefined) return `its step "${wanted}" only runs if ${step.condition}`;
    const place = `/jobs/${id}/steps/${step.index}`;
    const harmless = [`${place}/name`, `${place}/timeout-minutes`];
    const patch = pipeline.model.patched.find(
      (pointer) => (pointer === place || pointer.startsWith(`${place}/`)) && !harmless.includes(pointer),
    );
    if (patch !== undefined) return `its step "${wanted}" was rewritten by a patch`;
  }
  return undefined;
}
