import type { JobView } from '../policy/job-view';
import type { PipelineView } from '../policy/pipeline-view';
import { at, type Change, instead, listed, paired, quoted, type Tell, without } from './change';
import { differences } from './differences';
import { effectOf, stepChanges, type WrittenJob } from './steps';

/** What of a job in the workflow is told in words of its own, or is no more than a result of other changes. */
const TOLD = ['name', 'needs', 'if', 'runs-on', 'timeout-minutes', 'permissions', 'steps'];

/** What jobs do, and what they may. */
export function jobChanges(before: PipelineView, after: PipelineView): Change[] {
  const { both, gone, fresh } = paired(before.jobs, after.jobs, ({ id }) => id);
  const known = both.map(([{ id }]) => id);
  return [
    ...both.flatMap(([old, now]) => {
      const tell = at(now.id);
      const [was, is] = [writtenJob(before, old), writtenJob(after, now)];
      return [
        ...roleChanges(old, now, tell),
        ...orderChanges(old, now, known, tell),
        ...permissionChanges(old.permissions, now.permissions, tell),
        ...limitChanges(was, is, tell),
        ...stepChanges(was, is, tell),
        ...otherChanges(was, is, tell),
      ];
    }),
    ...fresh.map(newJob),
    ...gone.map((job) => at(job.id)('changed', `is gone; it answered for: ${job.description.answersFor}`)),
  ];
}

function newJob(job: JobView): Change {
  const rights = Object.entries(job.permissions).filter(([, level]) => level === 'write');
  const may = rights.length > 0 ? `, and may write ${listed(rights.map(([scope]) => scope))}` : '';
  const reads = job.secrets.length > 0 ? `, and reads ${listed(job.secrets)}` : '';
  const effect = rights.length > 0 ? 'weaker' : 'changed';
  return at(job.id)(effect, `is new: ${job.description.answersFor}${may}${reads}`);
}

function roleChanges(before: JobView, after: JobView, tell: Tell): Change[] {
  const changes: Change[] = [];
  if (before.blocking && !after.blocking) changes.push(tell('weaker', 'blocks nothing any more when it fails'));
  if (!before.blocking && after.blocking) changes.push(tell('stronger', 'blocks what comes after when it fails'));
  const lost = without(before.vouches, after.vouches);
  const won = without(after.vouches, before.vouches);
  if (lost.length > 0) changes.push(tell('weaker', `vouches for ${listed(lost)} no more`));
  if (won.length > 0) changes.push(tell('stronger', `vouches for ${listed(won)}`));
  if (before.runsWhen !== after.runsWhen) {
    const when = (condition?: string) => (condition === undefined ? 'always' : `when ${quoted(condition)}`);
    changes.push(tell('changed', `runs ${when(after.runsWhen)}; before, ${when(before.runsWhen)}`));
  } else if (before.condition !== after.condition && String(before.needs) === String(after.needs)) {
    changes.push(tell('changed', `its ${quoted('if')} is ${quoted(after.condition)}`));
  }
  return changes;
}

/** Jobs that come or go are told themselves. */
function orderChanges(before: JobView, after: JobView, known: readonly string[], tell: Tell): Change[] {
  const gone = without(before.needs, after.needs).filter((id) => known.includes(id));
  const fresh = without(after.needs, before.needs).filter((id) => known.includes(id));
  const isVerdict = after.role === 'verdict';
  return [
    ...(gone.length > 0 ? [tell(isVerdict ? 'weaker' : 'changed', `waits for ${listed(gone)} no more`)] : []),
    ...(fresh.length > 0 ? [tell(isVerdict ? 'stronger' : 'changed', `waits for ${listed(fresh)} too`)] : []),
  ];
}

type Permissions = JobView['permissions'];
const LEVELS = ['none', 'read', 'write'];

function permissionChanges(before: Permissions, after: Permissions, tell: Tell): Change[] {
  // `read-all` and `write-all` are about every scope.
  const levelIn = (permissions: Permissions, scope: string) => permissions[scope] ?? permissions['*'] ?? 'none';
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((scope) => {
    const [old, now] = [levelIn(before, scope), levelIn(after, scope)];
    const difference = LEVELS.indexOf(now) - LEVELS.indexOf(old);
    if (difference === 0) return [];
    return [tell(difference > 0 ? 'weaker' : 'stronger', `its token has ${quoted(`${scope}: ${now}`)}, not ${old}`)];
  });
}

function limitChanges(before: WrittenJob, after: WrittenJob, tell: Tell): Change[] {
  const limitsOf = ({ job: { budgetMinutes, timeoutMinutes, runsOn }, written }: WrittenJob) => ({
    budget: minutes(budgetMinutes),
    timeout: minutes(timeoutMinutes) ?? written['timeout-minutes'],
    runner: runsOn.join(', '),
    'group of runners': (written['runs-on'] as { group?: string } | undefined)?.group,
  });
  const limits = differences(limitsOf(before), limitsOf(after));
  const secrets = without(after.job.secrets, before.job.secrets);
  return [
    ...limits.map((one) => tell('changed', instead(`its ${one.place}`, one))),
    ...(secrets.length > 0 ? [tell('changed', `reads the secret ${listed(secrets)}`)] : []),
  ];
}

const minutes = (amount?: number) => (amount === undefined ? undefined : `${amount} min`);

function writtenJob({ workflow }: PipelineView, job: JobView): WrittenJob {
  return { job, written: (workflow.jobs as Record<string, WrittenJob['written']> | undefined)?.[job.id] ?? {} };
}

function otherChanges(before: WrittenJob, after: WrittenJob, tell: Tell): Change[] {
  // Where it blocks nothing any more, or again, that was told.
  const told = before.job.blocking === after.job.blocking ? TOLD : [...TOLD, 'continue-on-error'];
  const rest = ({ written }: WrittenJob) =>
    Object.fromEntries(Object.entries(written).filter(([key]) => !told.includes(key)));
  return differences(rest(before), rest(after)).map((one) =>
    tell(effectOf(one), instead(`its ${quoted(one.place)}`, one)),
  );
}
