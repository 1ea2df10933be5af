import fc from 'fast-check';
import { expect, test } from 'vitest';
import { events, githubContext } from '../../src/simulate/events';
import { prove } from '../../src/simulate/prove';
import { simulate } from '../../src/simulate/simulate';
import { type Ending, everyRun, oracle } from './oracle';
import { randomPipeline } from './support/random';

/*
 * Guards: simulator, proof and a second reading of GitHub's rules agree. Whoever breaks one of them breaks a test here,
 * unless he makes the same mistake in both.
 */

const PUSHES = [events.push('main'), events.push('develop')];
const on = { push: {} };

test('simulator and oracle agree on how every job of random pipelines ends', () => {
  const endings = fc.array(fc.constantFrom<Ending>('success', 'success', 'failure', 'cancelled'), {
    minLength: 8,
    maxLength: 8,
  });
  fc.assert(
    fc.property(randomPipeline(8), endings, fc.constantFrom(...PUSHES), ({ jobs, model }, given, event) => {
      const outcomes = Object.fromEntries(jobs.map(({ id }, index) => [id, given[index]]));
      const expected = oracle(jobs, githubContext(event, null), outcomes);
      const run = simulate({ ...model, workflow: { ...model.workflow, on } }, event, outcomes);
      expect(Object.fromEntries(run.jobs.map(({ id, result }) => [id, result]))).toEqual(expected.results);
    }),
    { numRuns: 400 },
  );
});

test('simulator and oracle agree on runs that are cancelled while they wait', () => {
  const durations = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(
      randomPipeline(6),
      durations,
      fc.integer({ min: 0, max: 20 }),
      ({ jobs, model }, given, cancelledAt) => {
        const minutes = Object.fromEntries(jobs.map(({ id }, index) => [id, given[index]]));
        const run = simulate(model, PUSHES[0], {}, { durations: minutes, cancelledAt });
        const late = new Set(run.jobs.filter(({ ready }) => ready >= cancelledAt).map(({ id }) => id));
        const stopped = run.jobs
          .filter(({ outcome }) => outcome === 'cancelled')
          .map(({ id }) => [id, 'cancelled' as const]);
        const expected = oracle(jobs, githubContext(PUSHES[0], null), Object.fromEntries(stopped), late);
        expect(Object.fromEntries(run.jobs.map(({ id, result }) => [id, result]))).toEqual(expected.results);
        for (const { id, ready, end } of run.jobs) {
          const job = jobs.find((candidate) => candidate.id === id);
          if (stopped.some(([other]) => other === id)) expect(ready < cancelledAt && end === cancelledAt).toBe(true);
          for (const need of job?.needs ?? []) expect(ready).toBeGreaterThanOrEqual(endOf(run, need));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('the proof counts and judges exactly the runs that brute force finds', () => {
  fc.assert(
    fc.property(randomPipeline(5), ({ jobs, model }) => {
      const last = jobs[jobs.length - 1].id;
      const relevant = jobs.filter(({ id }) => id === last || ancestorsOf(jobs, last).has(id));
      const gates = jobs.slice(0, -1).map(({ id }) => id);
      const github = githubContext(PUSHES[0], null);
      const runs = new Set<string>();
      const deploying = new Set<string>();
      const passedBy = new Set<string>(gates.filter((id) => !relevant.some((job) => job.id === id)));
      let deploys = false;
      for (const { endings, cancelledBefore } of everyRun(relevant)) {
        const { results, succeeded } = oracle(relevant, github, endings, cancelledBefore);
        const key = JSON.stringify([results, [...succeeded], [...cancelledBefore]]);
        runs.add(key);
        if (results[last] === 'skipped') continue;
        deploying.add(key);
        deploys = true;
        for (const gate of gates) if (!succeeded.has(gate)) passedBy.add(gate);
      }

      const proof = prove(model);
      const found = proof.counterexamples.filter(({ kind, job }) => kind === 'gate' && job !== null);
      expect(proof.combinations).toBe(BigInt(runs.size));
      expect(proof.deployments.production).toBe(BigInt(deploying.size));
      expect(found.flatMap((counterexample) => counterexample.gates).sort()).toEqual(
        deploys ? [...passedBy].sort() : [],
      );
    }),
    { numRuns: 150 },
  );
});

test('every counterexample is a run that the oracle reproduces', () => {
  fc.assert(
    fc.property(randomPipeline(6), ({ jobs, model }) => {
      const last = jobs[jobs.length - 1].id;
      const github = githubContext(PUSHES[0], null);
      for (const { kind, gates, outcomes, text } of prove(model).counterexamples) {
        const gate = gates[gates.length - 1];
        if (kind !== 'gate' || !(gate in outcomes)) continue;
        const line = (id: string) =>
          text.split('\n').find((candidate) => candidate.trim().split(/\s+/)[0] === id) ?? '';
        const shown = jobs.filter(({ id }) => id === last || id in outcomes);
        const ran = shown.filter(({ id }) => id in outcomes && outcomes[id] !== 'skipped');
        const endings = Object.fromEntries(
          ran.map(({ id }) => [id, line(id).includes('seen as success') ? 'failure' : outcomes[id]]),
        );
        const isLate = ({ id }: { id: string }) => line(id).includes('after the run was cancelled');
        const cancelled = new Set(shown.filter(isLate).map(({ id }) => id));
        const run = oracle(shown, github, endings as { [job: string]: Ending }, cancelled);
        for (const id of Object.keys(outcomes)) expect([id, run.results[id]]).toEqual([id, outcomes[id]]);
        expect(run.succeeded.has(gate)).toBe(false);
        expect(run.results[last]).not.toBe('skipped');
      }
    }),
    { numRuns: 200 },
  );
});

function endOf(run: ReturnType<typeof simulate>, id: string): number {
  return run.jobs.find((job) => job.id === id)?.end ?? 0;
}

function ancestorsOf(jobs: readonly { id: string; needs: readonly string[] }[], id: string): Set<string> {
  const job = jobs.find((candidate) => candidate.id === id);
  return new Set((job?.needs ?? []).flatMap((need) => [need, ...ancestorsOf(jobs, need)]));
}
