import type { PipelineModel } from '../../model/pipeline-model';
import { jobFacts } from './job-facts';
import { code, inline, table } from './markdown';

/** What each job answers for. */
export function stageTable(model: PipelineModel): string {
  const rows = jobFacts(model).map(({ id, job, known, stage }) => {
    const { answersFor = '', takes = [], gives = [], onFailure = '' } = known?.description ?? {};
    return [
      stage === undefined ? '' : `${stage.number} ${inline(stage.title)}`,
      code(id),
      inline(answersFor),
      inline(takes.join(', ')),
      inline(gives.join(', ')),
      inline(onFailure),
      typeof known?.budgetMinutes === 'number' ? `${known.budgetMinutes} min` : '',
      `${job['timeout-minutes']} min`,
    ];
  });
  const head = ['stage', 'job', 'answers for', 'takes', 'gives', 'on failure', 'budget', 'timeout'];
  const verdict = model.jobs.find(({ role }) => role === 'verdict');
  const reports = verdict === undefined ? '' : `${code(verdict.id)} reports what took longer. `;
  return [
    '## Stages',
    table(head, rows),
    `A budget is a wish: ${reports}A timeout ends the job.`.replace('wish: A timeout', 'wish. A timeout'),
  ].join('\n\n');
}
