import type { PipelineModel } from '../../model/pipeline-model';
import type { PageInput, PageSchedule } from './input';
import { jobFacts } from './job-facts';
import { code, inline, table } from './markdown';

/** How long a run takes from its budgets, as the pipeline is and as it would be under the other schedule. */
export function criticalPath(model: PipelineModel, { staged, dataflow }: NonNullable<PageInput['schedules']>): string {
  if (staged.criticalPath.length === 0) return '';
  const both = [staged, dataflow];
  const facts = jobFacts(model);
  const row = (title: string, cell: (schedule: PageSchedule) => string) => [title, ...both.map(cell)];
  const end = (schedule: PageSchedule, id: string) => schedule.jobs.find((job) => job.id === id)?.end ?? 0;
  const checks = facts.filter(({ isWork, known }) => isWork && (known?.deploysTo ?? null) === null);
  const deployments = facts.filter(({ environment }) => environment !== undefined);
  const rows = [
    row('path', ({ criticalPath: path }) => path.map(code).join(', ')),
    row('minutes', sum),
    row('minutes saved', (schedule) => (schedule === dataflow ? String(staged.minutes - dataflow.minutes) : '')),
    ...(deployments.length === 0
      ? []
      : [
          row('minutes to the end of the checks', (schedule) =>
            String(Math.max(...checks.map(({ id }) => end(schedule, id)))),
          ),
        ]),
    ...deployments.map(({ id, environment }) =>
      row(`minutes to ${inline(environment?.name ?? id)}`, (schedule) => String(end(schedule, id))),
    ),
    row('runner minutes', ({ runnerMinutes }) => String(runnerMinutes)),
    row('slack', slack),
  ];
  const title = (name: string, kind: string) => (model.schedule === kind ? `${name} (this pipeline)` : name);
  return [
    '## Critical path',
    'From the budgets, when everything succeeds, without waiting for people and runners.',
    table(['', title('STAGED', 'staged'), title('DATAFLOW', 'dataflow')], rows),
    'DATAFLOW drops the barriers that no data and no gate asks for. Every deployment still waits for every gate. It costs ' +
      'runner minutes when an early stage fails.',
  ].join('\n\n');
}

/** `4 + 5 + 8 = **17**` */
function sum({ criticalPath: path, jobs, minutes }: PageSchedule): string {
  const parts = path.map((id) => jobs.find((job) => job.id === id)?.minutes ?? 0);
  return parts.length > 1 ? `${parts.join(' + ')} = **${minutes}**` : `**${minutes}**`;
}

/** How much longer jobs may take before the run does. */
function slack({ jobs }: PageSchedule): string {
  const loose = jobs.filter((job) => job.minutes > 0 && job.slack > 0);
  return loose.map((job) => `${code(job.id)} ${job.slack}`).join(', ') || 'none';
}
