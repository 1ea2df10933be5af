import type { PipelineModel } from '../../model/pipeline-model';
import type { WorkflowJob, WorkflowStep } from '../../model/workflow';
import { codes } from './markdown';

/** What scripts of ours and checkouts of single folders need. */
const ALWAYS = 'Git, bash from 3.2, curl from 7.76 and jq from 1.6 on';

/** What machines have to bring that are not GitHub's; undefined where all of them are. */
export function ownMachines({ workflow }: PipelineModel): string | undefined {
  const own = Object.entries(workflow.jobs).filter(([, job]) => isOwn(job));
  if (own.length === 0) return undefined;
  const users = (needs: (job: WorkflowJob) => boolean) => own.filter(([, job]) => needs(job)).map(([id]) => id);
  const programs = [
    ['Docker', users(needsDocker)],
    ['AWS CLI 2', users(someStep(({ run }) => /\baws /.test(String(run ?? ''))))],
    ['Corepack', users(someStep(({ run }) => /^corepack /m.test(String(run ?? ''))))],
    ['pipx', users(someStep(({ run }) => /^pipx /m.test(String(run ?? ''))))],
  ] as const;
  const more = programs
    .filter(([, jobs]) => jobs.length > 0)
    .map(([program, jobs]) => `; for ${codes(jobs)} also ${program}`);
  return `${codes(own.map(([id]) => id))} run on machines of yours. Each has Linux, ${ALWAYS}${more.join('')}. One machine, or one Docker, runs one job at a time.`;
}

function isOwn({ 'runs-on': runsOn }: WorkflowJob): boolean {
  const labels = typeof runsOn === 'object' && runsOn !== null && 'labels' in runsOn ? runsOn.labels : runsOn;
  return [labels ?? []].flat().includes('self-hosted');
}

const someStep = (has: (step: WorkflowStep) => boolean) => (job: WorkflowJob) => (job.steps ?? []).some(has);

const usesDocker = someStep(({ uses, run }) =>
  /^docker\/|\bdocker\b|\/(?:start|check)-image\.sh\b/.test(String(uses ?? run ?? '')),
);

const needsDocker = (job: WorkflowJob) => job.container !== undefined || job.services !== undefined || usesDocker(job);
