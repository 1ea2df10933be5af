import { ancestors, type Needs } from '../model/graph';
import type { PipelineView } from '../policy/pipeline-view';
import { at, type Change, listed, quoted, without } from './change';
import { environmentPairs } from './environment-pairs';

/** What must have succeeded before something is deployed. */
export function gateChanges(before: PipelineView, after: PipelineView): Change[] {
  const [old, now] = [gatesOf(before), gatesOf(after)];
  return environmentPairs(before.environments, after.environments).both.flatMap(([was, is]) => {
    const [lost, won] = [old(was.job), now(is.job)];
    const tell = at(is.name);
    const gone = without([...lost.keys()], [...won.keys()]);
    const fresh = without([...won.keys()], [...lost.keys()]);
    const countOf = (gates: Gates, word: string) => gates.get(word)?.length ?? 0;
    const fewer = [...won.keys()].filter((word) => countOf(won, word) < countOf(lost, word));
    return [
      ...(gone.length > 0 ? [tell('weaker', `waits no more for ${worded(gone, lost)}`)] : []),
      ...fewer.map((word) => {
        const left = without(lost.get(word) ?? [], won.get(word) ?? []);
        return tell('weaker', `waits for fewer jobs that vouch for ${quoted(word)}: no more for ${listed(left)}`);
      }),
      ...(fresh.length > 0 ? [tell('stronger', `waits for ${worded(fresh, won)} too`)] : []),
    ];
  });
}

type Gates = ReadonlyMap<string, readonly string[]>;

/** What was vouched for before a job starts, and by which jobs; a job that vouches for nothing stands for itself. */
function gatesOf({ jobs }: PipelineView): (job: string) => Gates {
  const needs: Needs = new Map(jobs.map((job) => [job.id, job.needs]));
  return (deployment) => {
    const waited = ancestors(needs, deployment);
    const gates = new Map<string, string[]>();
    for (const { id, blocking, role, vouches } of jobs) {
      if (!waited.has(id) || !blocking || role !== 'work') continue;
      for (const word of vouches.length > 0 ? vouches : [id]) gates.set(word, [...(gates.get(word) ?? []), id]);
    }
    return gates;
  };
}

/** What was vouched for, each with the jobs that do. */
function worded(words: readonly string[], gates: Gates): string {
  return words
    .map((word) => {
      const jobs = gates.get(word) ?? [];
      return jobs.includes(word) ? quoted(word) : `${quoted(word)} (${listed(jobs)})`;
    })
    .join(', ');
}
