import type { PipelineModel } from '../model/pipeline-model';
import { Severity } from '../policy/finding';
import type { WorkflowMistake } from '../schema/check-workflow';
import { pointerTo } from '../util/json-pointer';
import { type Check, defineCheck } from './check';

/** Kinds of mistakes that leave every value in the form that it should have. */
const HARMLESS_TO_SHAPE = new Set(['expression', 'needs', 'step-id', 'inputs', 'unique-keys', 'pattern', 'maxLength']);

/** Whether a mistake leaves a job, or the workflow, in a form that rules cannot read. */
export function breaksShape(mistake: WorkflowMistake, model: PipelineModel): boolean {
  return !HARMLESS_TO_SHAPE.has(mistake.keyword) && !isTolerated(mistake, model);
}

/** A rule that GitHub's own definition of a workflow decides: it reports the mistakes of certain kinds. */
export function defineSchemaCheck(
  facts: Omit<Check, 'pipeline' | 'readsMistakes'>,
  covers: (keyword: string) => boolean,
): Check {
  return defineCheck({
    ...facts,
    readsMistakes: true,
    pipeline: (pipeline, report) => {
      for (const mistake of pipeline.mistakes) {
        if (!covers(mistake.keyword)) continue;
        report(`${mistake.where}: ${mistake.message}`, {
          path: pipeline.jobAt(mistake.pointer)?.path,
          severity: isTolerated(mistake, pipeline.model) ? Severity.WARNING : facts.severity,
        });
      }
    },
  });
}

/** An unknown key that an escape hatch wrote may be newer than we are. */
function isTolerated({ pointer, unknownKey }: WorkflowMistake, model: PipelineModel): boolean {
  if (unknownKey === undefined) return false;
  const place = pointer + pointerTo(unknownKey);
  return model.patched.some((patched) => place === patched || place.startsWith(`${patched}/`));
}
