import { lowerPipeline } from '../../../src/constructs/lowering/lower-pipeline';
import { renderPage } from '../../../src/render/page/page';
import { prove } from '../../../src/simulate/prove';
import { schedule } from '../../../src/simulate/schedule';
import { greenRuns } from '../../../src/synth/green-runs';
import { Schedule } from '../../../src/values/schedule';
import { paymentApi } from '../../support/payment-api';

const { root, context } = paymentApi()._synthesisInput;
export const model = lowerPipeline(root, context).model;
export const dataflow = lowerPipeline(root, { ...context, schedule: Schedule.DATAFLOW }).model;
export const schedules = { staged: schedule(model), dataflow: schedule(dataflow) };
export const page = renderPage({ model, schedules, runs: greenRuns(model), proof: prove(model) });

/** What stands below a heading, to the next one. */
export function section(text: string, heading: string): string {
  const start = text.search(new RegExp(`^#+ (?:\\d+\\. )?${heading}$`, 'm'));
  if (start === -1) throw new Error(`no "${heading}" on the page`);
  const end = text.indexOf('\n#', start);
  return text.slice(start, end === -1 ? undefined : end);
}

/** The cells of the rows of the first table in a text. */
export function rows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}
