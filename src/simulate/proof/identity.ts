import type { PipelineModel } from '../../model/pipeline-model';
import type { WorkflowStep } from '../../model/workflow';
import { expressionsIn } from '../../util/expressions';
import type { Plan, PlannedJob } from '../plan';
import type { Counterexample } from './counterexample';
import type { EventKind } from './event-kinds';
import type { Facts } from './facts';

/** Actions that exchange the run's token for a cloud identity. */
const SIGNS_IN = /^(?:aws-actions\/configure-aws-credentials|google-github-actions\/auth|azure\/login)@/i;

const SECRET = /\bsecrets\s*(?:\.\s*(?!GITHUB_TOKEN\b)\w|\[)/i;

const ONLY_RELEASES = 'let it run only where the pipeline releases';
const OR_ELSE =
  ', or acknowledge secretless-pull-requests at this job where the secret can do nothing but read packages';

/**
 * Whether a pull request signs in anywhere or reads a secret: every step that does must be kept from running by what
 * the event alone settles, whatever the jobs before it did.
 */
export function identityMistakes(model: PipelineModel, plan: Plan, kind: EventKind, facts: Facts): Counterexample[] {
  const everywhere = SECRET.test(JSON.stringify(plan.workflow.env ?? {}))
    ? [sharedSecret('the whole workflow', model.path, null, kind)]
    : [];
  const ofJobs = plan.order.flatMap((id) => {
    const job = plan.job(id);
    const suspects = job.steps.filter((step) => signsIn(step) || readsSecret(step, job, facts));
    const shares = SECRET.test(JSON.stringify(job.env)) && job.steps.some((step) => facts.stepRuns(job, step) !== 'no');
    if ((suspects.length === 0 && !shares) || facts.jobRuns(job) === 'no') return [];
    const path = model.jobs.find((candidate) => candidate.id === id)?.path ?? model.path;
    const handed = shares ? [sharedSecret(`job ${id}`, path, id, kind)] : [];
    return handed.concat(
      suspects.flatMap((step): Counterexample[] => {
        if (facts.stepRuns(job, step) === 'no') return [];
        const how = signsIn(step) ? `signs in with ${String(step.uses).split('@')[0]}` : 'reads a secret';
        const message = `${kind.title}: step "${step.id}" of ${id} ${how}`;
        const about = { path, job: id, environment: null, gates: [], event: kind.title, outcomes: {} };
        return [
          {
            kind: signsIn(step) ? 'identity' : 'secret',
            ...about,
            message,
            text: [message, `  because ${reason(job.condition.source, step)}`].join('\n'),
            remedy: signsIn(step) ? ONLY_RELEASES : `${ONLY_RELEASES}${OR_ELSE}`,
          },
        ];
      }),
    );
  });
  return [...everywhere, ...ofJobs];
}

/** A secret in the environment of many steps: told once, not for each of them. */
function sharedSecret(owner: string, path: string, job: string | null, kind: EventKind): Counterexample {
  const message = `${kind.title}: the environment of ${owner} reads a secret, for every step`;
  return {
    ...{
      kind: 'secret',
      path,
      job,
      environment: null,
      gates: [],
      event: kind.title,
      outcomes: {},
      message,
      text: message,
    },
    remedy: `hand the secret to the one step that needs it, in a job that only runs where the pipeline releases${job === null ? '' : OR_ELSE}`,
  };
}

function signsIn({ uses }: WorkflowStep): boolean {
  return uses !== undefined && SIGNS_IN.test(uses);
}

/** What is surely false, or empty, holds no secret: `github.event_name == 'push' && secrets.TOKEN || ''`. */
function readsSecret(step: WorkflowStep, job: PlannedJob, facts: Facts): boolean {
  const texts = [step.env, step.with].flatMap(textsIn);
  const sources = texts.flatMap((text) => expressionsIn(text).map(({ source }) => source));
  return sources.some((source) => SECRET.test(source) && facts.holds(job, source, step) !== 'no');
}

/** A patch may have put one expression in place of the whole map. */
const textsIn = (map: object | string | undefined): string[] =>
  typeof map === 'string' ? [map] : Object.values(map ?? {}).map(String);

function reason(condition: string, step: WorkflowStep): string {
  const own = step.if === undefined ? 'the step has no condition' : `the step may run if ${step.if}`;
  return `the job may run if ${condition}, and ${own}`;
}
