import { changedKey, lookingAway, OBEYED_BY_SHELLS, otherSource, tamperedBy } from '../../model/deciding-steps';
import { decisiveFor } from '../../model/script-variables';
import type { Workflow, WorkflowJob, WorkflowStep } from '../../model/workflow';
import { Severity } from '../../policy/finding';
import { evaluate, expressionOfText, isMistake, parseExpression } from '../../util/expressions';
import { defineCheck } from '../check';
import type { JobSubject } from '../job-subject';
import { textOf } from '../plain';
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
    // A job that a patch adds is looked at when GitHub can read it.
    const isKnown = ({ model }: JobSubject) => model !== undefined || pipeline.mistakes.length === 0;
    const unheard = pipeline.jobs.filter(
      (job) => isKnown(job) && job.role === 'work' && job.blocks && !verdict.needs.includes(job.id),
    );
    if (unheard.length > 0) {
      report(
        `${verdict.label} does not hear ${listed(unheard.map(({ id }) => id))}; the verdict needs every blocking job`,
        {
          path: verdict.path,
        },
      );
    }
    const twins = pipeline.jobs.filter((job) => job !== verdict && nameOf(job) === nameOf(verdict));
    for (const twin of twins) {
      report(
        `${twin.label} is called "${nameOf(twin)}" as the verdict is: branch protection takes the one's success for the other's`,
        { path: twin.path, remedy: 'give it another title' },
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

/** The name of the check that GitHub shows, and that branch protection requires. */
function nameOf({ job, id }: JobSubject): string {
  const name = textOf(job.name) ?? id;
  const parsed = parseExpression(expressionOfText(name));
  try {
    return String(isMistake(parsed) ? name : evaluate(parsed, {}))
      .trim()
      .toLowerCase();
  } catch {
    return name; // What it is called only the run knows.
  }
}

/** Why the verdict cannot fail, or need not look. */
function idleBecause({ job, steps, model, pipeline }: JobSubject): string | undefined {
  if (job['continue-on-error'] !== undefined && job['continue-on-error'] !== false) return 'it may fail unnoticed';
  // After a patch they may have any form, which the function below minds.
  const [patched, workflow] = [job as unknown as WorkflowJob, pipeline.workflow as unknown as Workflow];
  for (const wanted of model?.decides ?? []) {
    const index = steps.findIndex((candidate) => candidate.id === wanted);
    const step = steps[index];
    if (!step) return `its step "${wanted}" is gone`;
    if (step.step['continue-on-error']) return `its step "${wanted}" may fail unnoticed`;
    if (step.condition !== undefined) return `its step "${wanted}" only runs if ${step.condition}`;
    const now = step.step as unknown as WorkflowStep;
    const why = lookingAway(now, {
      job: patched,
      workflow,
      generated: model === undefined ? {} : model.generated?.env,
    });
    if (why !== undefined) return `its step "${wanted}" ${why}`;
    const before = model?.generated?.steps.find(({ id }) => id === wanted);
    const harmless = ['name', 'timeout-minutes'];
    if (before && changedKey(before, now, (key) => !harmless.includes(key)) !== undefined)
      return `its step "${wanted}" was rewritten by a patch`;
    const others = steps.map((other) => other.step as unknown as WorkflowStep);
    const source = otherSource(others);
    if (source !== undefined) return source;
    const tampering = tamperedBy(
      others,
      index,
      (name) => OBEYED_BY_SHELLS.test(name) || decisiveFor(now.run).includes(name),
    );
    if (tampering !== undefined) return `its step "${tampering}" changes what the steps behind it run`;
  }
  return undefined;
}
