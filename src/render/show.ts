import type { EnvironmentModel } from '../model/environment-model';
import { workflowFile } from '../model/ids';
import type { JobModel, PipelineModel } from '../model/pipeline-model';
import type { PageInput, PageSchedule } from './page/input';
import { reviewersOf } from './page/job-facts';
import { columns, type Style, styleOf, wrapped } from './terminal';

/** What is shown: the model, and what is known beside it. What is left away is not told. */
interface ShowInput extends Pick<PageInput, 'model' | 'acknowledged'> {
  /** That of the pipeline itself; the other one is compared where it is given. */
  readonly schedules?: { readonly staged?: PageSchedule; readonly dataflow?: PageSchedule };
  readonly proof?: { readonly text: string } | null;
  readonly files?: readonly ShownFile[];
}

interface ShownFile {
  readonly path: string;
  readonly state: 'written' | 'unchanged';
}

interface ShowOptions {
  /** @default false */
  readonly colour?: boolean;
  /** @default 100 */
  readonly width?: number;
}

/** A pipeline for a person at the terminal. */
export function show(input: ShowInput, { colour = false, width = 100 }: ShowOptions = {}): string {
  const { model, schedules, proof, files = [], acknowledged = [] } = input;
  const style = styleOf(colour);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [style.bold(title), ...lines.map((line) => (line === '' ? '' : `  ${line}`)), ''];
  const space = width - 2;
  return [
    `${style.bold(model.id)}  ${style.dim(workflowFile(model.id))}`,
    '',
    ...section('Tree', columns(treeRows(model), { width: space, style })),
    ...section('Stages', columns(stageRows(model), { width: space, style })),
    ...section('Critical path', schedules === undefined ? [] : pathLines(model, schedules, space)),
    ...section('Deployments', columns(model.environments.map(deploymentRow), { width: space, style })),
    ...section('Proof', proof ? wrapped(proof.text, space) : []),
    ...section(
      'Acknowledged',
      acknowledged.flatMap(({ finding, acknowledgement }) =>
        wrapped(`${finding.rule} at ${finding.path}: ${acknowledgement.reason}`, space),
      ),
    ),
    ...section('Files', fileLines(files, space, style)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

/** The constructs that the user wrote, each with the jobs that come from it. */
function treeRows(model: PipelineModel): string[][] {
  const constructs = new Map<string, string>([[model.path, 'Pipeline']]);
  for (const { path, construct } of [...model.stages, ...model.jobs]) {
    if (!constructs.has(path)) constructs.set(path, constructs.has(parentOf(path)) ? construct : '');
  }
  const isPart = (path: string) => constructs.get(path) === constructs.get(parentOf(path));
  const rowsOf = (path: string, prefix: string, branch: string): string[][] => {
    const children = [...constructs.keys()].filter((other) => parentOf(other) === path && other !== path);
    const jobs = model.jobs.filter((job) => job.path === path).map(({ id }) => id);
    const name = path === model.path ? path : path.slice(parentOf(path).length + 1);
    const deeper = children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      const indent = path === model.path ? '' : branch.startsWith('└') ? '   ' : '│  ';
      return rowsOf(child, prefix + indent, isLast ? '└─ ' : '├─ ');
    });
    const type = path !== model.path && isPart(path) ? '' : (constructs.get(path) ?? '');
    return [
      [`${prefix}${branch}${name}`, type, jobs.length === 1 && jobs[0] === name ? '' : jobs.join(', ')],
      ...deeper,
    ];
  };
  return rowsOf(model.path, '', '');
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function stageRows(model: PipelineModel): string[][] {
  const rows = model.jobs
    .filter(({ role }) => role === 'work')
    .map((job) => {
      const stage = model.stages.find(({ id }) => id === job.stage);
      const number = stage === undefined ? '' : String(stage.number);
      return [
        number,
        stage?.title ?? '',
        job.id,
        budget(job),
        job.blocking ? 'blocks' : 'warns',
        job.description.answersFor,
      ];
    });
  // A stage is named once, at its first job.
  return rows.map((row, index) => (index > 0 && rows[index - 1][0] === row[0] ? ['', '', ...row.slice(2)] : row));
}

function budget({ budgetMinutes }: JobModel): string {
  return budgetMinutes === null ? '' : `${budgetMinutes} min`;
}

function pathLines(
  model: PipelineModel,
  { staged, dataflow }: NonNullable<ShowInput['schedules']>,
  width: number,
): string[] {
  const [own, other, name] =
    model.schedule === 'staged' ? [staged, dataflow, 'DATAFLOW'] : [dataflow, staged, 'STAGED'];
  if (own === undefined || own.criticalPath.length === 0) return [];
  const length = wrapped(`${steps(own)} = ${own.minutes} min, without waiting for people and runners`, width);
  if (other === undefined) return [...length, `${own.runnerMinutes} runner minutes`];
  const difference = own.minutes - other.minutes;
  const compared = difference === 0 ? 'as long' : `${Math.abs(difference)} ${difference > 0 ? 'less' : 'more'}`;
  return [...length, `${own.runnerMinutes} runner minutes; with Schedule.${name} ${other.minutes} min: ${compared}`];
}

function steps({ criticalPath, jobs }: PageSchedule): string {
  return criticalPath.map((id) => `${id} ${jobs.find((job) => job.id === id)?.minutes ?? 0}`).join(' + ');
}

function deploymentRow(environment: EnvironmentModel): string[] {
  const { name, branches, tags, url, preventSelfReview, waitTimer, protectionApps } = environment;
  const reviewers = reviewersOf(environment);
  const decides = [
    ...(reviewers.length > 0 ? [`${reviewers.join(' or ')} approves${preventSelfReview ? ', not oneself' : ''}`] : []),
    ...protectionApps.map((app) => `${app} agrees`),
    ...(waitTimer > 0 ? [`waits ${waitTimer} min`] : []),
  ];
  const refs = [...branches, ...tags].join(', ') || 'every ref';
  return [name, decides.join(', ') || 'automatic', refs, url ?? ''];
}

function fileLines(files: readonly ShownFile[], width: number, style: Style): string[] {
  const written = files.filter(({ state }) => state === 'written');
  const rows = written.map(({ path }) => ['written', path]);
  const same = files.length - written.length;
  const lines = columns(rows, { width, style: { ...style, dim: (text) => text } });
  return same > 0 ? [...lines, `${same} unchanged`] : lines;
}
