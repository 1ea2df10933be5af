import type { JobRun, Run } from './run';

/** A run as people read it: what becomes of each job, when, and why of those that did not run to their end. */
export function runText(run: Run): string {
  if (!run.starts) return `${run.title}: does not start: ${run.why}\n`;
  const width = Math.max(...run.jobs.map(({ id }) => id.length));
  const rows = run.jobs.map((job) => `  ${job.id.padEnd(width)}  ${job.result}${whenText(job)}${reasonText(job)}`);
  return `${[`${run.title}: ${run.conclusion} after ${run.minutes} minutes`, ...rows].join('\n')}\n`;
}

function whenText({ start, end, waitsForApproval, waitTimer }: JobRun): string {
  if (start === null) return '';
  const waits = [...(waitsForApproval ? ['approval'] : []), ...(waitTimer > 0 ? [`${waitTimer} min`] : [])];
  return ` at minute ${start} to ${end}${waits.length > 0 ? `, after ${waits.join(' and ')}` : ''}`;
}

const reasonText = ({ reason }: JobRun) => (reason === '' ? '' : `  ${reason}`);
