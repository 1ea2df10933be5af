import type { PipelineModel } from '../../model/pipeline-model';
import type { WorkflowStep } from '../../model/workflow';
import type { Plan } from '../plan';
import type { Counterexample } from './counterexample';
import type { EventKind } from './event-kinds';
import type { Facts } from './facts';

/** Actions that exchange the run's token for a cloud identity. */
const SIGNS_IN = /^(?:aws-actions\/configure-aws-credentials|google-github-actions\/auth|azure\/login)@/i;

const SECRET = /\bsecrets\s*(?:\.\s*(?!GITHUB_TOKEN\b)\w|\[)/i;

/**
 * Whether a pull request signs in anywhere or reads a secret: every step that does must be kept from running by what
 * the event alone settles, whatever the jobs before it did.
 */
export function identityMistakes(model: PipelineModel, plan: Plan, kind: EventKind, facts: Facts): Counterexample[] {
  return plan.order.flatMap((id) => {
    const job = plan.job(id);
    const shared = JSON.stringify(job.env);
    const suspects = job.steps.filter((step) => signsIn(step) || readsSecret(step, shared));
    if (suspects.length === 0 || facts.jobRuns(job) === 'no') return [];
    const path = model.jobs.find((candidate) => candidate.id === id)?.path ?? model.path;
    return suspects.flatMap((step): Counterexample[] => {
      if (facts.stepRuns(job, step) === 'no') return [];
      const how = signsIn(step) ? `signs in with ${step.uses?.split('@')[0]}` : 'reads a secret';
      const message = `${kind.title}: step "${step.id}" of ${id} ${how}`;
      const about = { path, job: id, environment: null, gates: [], event: kind.title, outcomes: {} };
      return [
        {
          kind: signsIn(step) ? 'identity' : 'secret',
          ...about,
          message,
          text: [message, `  because ${reason(job.condition.source, step)}`].join('\n'),
          remedy: 'let it run only where the pipeline releases',
        },
      ];
    });
  });
}

function signsIn({ uses }: WorkflowStep): boolean {
  return uses !== undefined && SIGNS_IN.test(uses);
}

function readsSecret(step: WorkflowStep, shared: string): boolean {
  return SECRET.test(shared) || SECRET.test(JSON.stringify([step.env, step.with]));
}

function reason(condition: string, step: WorkflowStep): string {
  const own = step.if === undefined ? 'the step has no condition' : `the step may run if ${step.if}`;
  return `the job may run if ${condition}, and ${own}`;
}
