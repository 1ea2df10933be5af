import { legsOf } from '../../model/matrix';
import { Severity } from '../../policy/finding';
import { expressionsIn, isMistake, parseExpression, references } from '../../util/expressions';
import { defineCheck } from '../check';
import { mapOf, textOf } from '../plain';
import type { StepSubject } from '../step-subject';

/** Contexts that hold the same in every job and every leg of a run. */
const SAME_EVERYWHERE = new Set(['github', 'inputs', 'vars']);

export const distinctArtifacts = defineCheck({
  id: 'distinct-artifacts',
  title: 'a run keeps one artifact of a name',
  why: 'An artifact cannot be changed: the second upload under its name fails, and with it the job, or the leg of a matrix.',
  source: 'https://github.com/actions/upload-artifact#not-uploading-to-the-same-artifact',
  mend: 'give each upload a name of its own; in a matrix one with ${{ strategy.job-index }} in it',
  severity: Severity.ERROR,
  last: true,
  pipeline: ({ jobs }, report) => {
    const uploads = jobs.flatMap(({ steps }) => steps).filter(uploadsByName);
    for (const [index, upload] of uploads.entries()) {
      const { job, path, fullLabel } = upload;
      const legs = legsOf(mapOf(job.job.strategy).matrix).length;
      const first = uploads.slice(0, index).find((other) => nameOf(other) === nameOf(upload) && meet(other, upload));
      if (first !== undefined) {
        report(`${fullLabel} keeps an artifact "${nameOf(upload)}", as ${first.fullLabel} does`, { path });
      } else if (legs > 1 && !picksLeg(upload)) {
        report(`${fullLabel} keeps an artifact "${nameOf(upload)}" in each of ${legs} legs`, { path });
      }
    }
  },
});

const nameOf = (step: StepSubject) => step.input('name') ?? 'artifact';

/** Whether a step uploads under a name that is settled for the whole run. */
function uploadsByName(step: StepSubject): boolean {
  if (!step.usesAction('actions/upload-artifact') || step.input('overwrite') === 'true') return false;
  // A file that is not packed keeps its own name.
  if (step.input('archive') === 'false') return false;
  return expressionsIn(nameOf(step)).every(({ source }) => {
    const parsed = parseExpression(source);
    return !isMistake(parsed) && references(parsed).paths.every(([context]) => SAME_EVERYWHERE.has(context));
  });
}

/** A step may keep what one leg alone has. */
const picksLeg = ({ condition = '' }: StepSubject) => /\b(?:matrix|strategy|runner|env|outputs)\b/.test(condition);

/** Two steps under different conditions may exclude each other. */
function meet(one: StepSubject, other: StepSubject): boolean {
  const [first, second] = [circumstances(one), circumstances(other)];
  return first === '' || second === '' || first === second;
}

const circumstances = ({ job, condition }: StepSubject) =>
  [job.model === undefined ? textOf(job.job.if) : job.model.runsWhen, condition].filter(Boolean).join(' && ');
