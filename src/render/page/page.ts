import { workflowFile, writtenFrom } from '../../model/ids';
import type { PipelineModel } from '../../model/pipeline-model';
import { criticalPath } from './critical-path';
import { gates } from './gates';
import type { PageInput } from './input';
import { code, codes, inline, link } from './markdown';
import { picture } from './picture';
import { runTable } from './run-table';
import { setUp } from './set-up';
import { stageTable } from './stage-table';
import { wayBack } from './way-back';

/** The page that explains a pipeline: Markdown, with a picture that GitHub draws. */
export function renderPage({ model, runs, proof, schedules, acknowledged = [] }: PageInput): string {
  const sections = [
    `<!-- ${writtenFrom(model.source, model.path)} -->`,
    `# ${inline(model.workflow.name ?? model.id)}: how it is delivered`,
    summary(model),
    picture(model),
    legend(model),
    stageTable(model),
    runs === undefined ? '' : runTable(model, runs),
    gates(model, proof, acknowledged),
    wayBack(model),
    schedules === undefined ? '' : criticalPath(model, schedules),
    setUp(model),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function summary(model: PipelineModel): string {
  const file = workflowFile(model.id);
  const buildsImage = model.jobs.some(({ vouches }) => vouches.includes('image-built'));
  const promise = buildsImage
    ? ' Images are built once per run: what is scanned, tested and deployed is known by its digest.'
    : '';
  return `Workflow: ${link(file, `../../${file}`)}.${promise}`;
}

function legend(model: PipelineModel): string {
  const closing = model.jobs.filter(({ role }) => role !== 'work').map(({ id }) => id);
  const verb = closing.length === 1 ? 'reads' : 'read';
  const results = closing.length > 0 ? ` ${codes(closing)} ${verb} the results of other jobs.` : '';
  return `Solid: waits for success. Dotted: takes something over.${results} All names are ids of jobs in ${code(workflowFile(model.id))}.`;
}
