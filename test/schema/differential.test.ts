import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkWorkflow } from '../../src/schema/check-workflow';
import { githubParser } from '../support/judges';
import { mutantsOf } from './mutations';
import { ORIGINALS } from './originals';

/*
 * Our check and GitHub's own parser must agree on every workflow that is one change away from a good one, except where
 * we know why they do not.
 */

interface Disagreement {
  readonly why: string;
  /** The change that brings it about. */
  readonly change: RegExp;
  /** What the one that objects says. */
  readonly objection: RegExp;
}

const ONLY_WE_OBJECT: readonly Disagreement[] = [
  {
    why: 'the parser overlooks a service without an image, on which the job fails',
    change: /^jobs\.build\.services\.db\.image dropped$/,
    objection: /`image` is missing/,
  },
  {
    why: 'the parser takes any text for a reference; the server looks for it',
    change: /\.uses = /,
    objection: /`uses` must be|no expression in `uses`/,
  },
  {
    why: 'an empty matrix stops the run, not the parser',
    change: /^jobs\.test\.strategy\.matrix\.os = \[]$/,
    objection: /`os` must not be empty/,
  },
  {
    why: '`workflow_run` never fires without the names of workflows',
    change: /^on\.workflow_run/,
    objection: /`workflows` is missing/,
  },
  {
    why: 'an id that is written as an escaped literal or a boolean is a slip, though it can be read as an id',
    change: /\.id = ("\$\{\{ 'literal' }}"|true)$/,
    objection: /`id`/,
  },
];

const ONLY_GITHUB_OBJECTS: readonly Disagreement[] = [
  {
    why: 'the times of a schedule are checked with the other rules, which know more about them',
    change: /^on\.schedule\.0\.cron = /,
    objection: /Invalid cron expression/,
  },
  {
    why: 'the server makes a string of the default of an input',
    change: /\.default = (true|7)$/,
    objection: /The type 'StringToken' was expected/,
  },
  {
    why: 'the parser stops at a map that is one expression, which the server evaluates',
    change: /\.(env|services) = "\$\{\{ (github\.ref|secrets\.TOKEN) }}"$/,
    objection: /'BasicExpressionToken' encountered.* The type 'MappingToken' was expected/,
  },
  {
    why: 'a condition that is an escaped literal is read twice by GitHub',
    change: /\.if = "\$\{\{ 'literal' }}"$/,
    objection: /Unrecognized named-value: 'literal'/,
  },
];

it('both accept the originals', () => {
  for (const original of ORIGINALS) {
    expect(checkWorkflow(original)).toEqual([]);
    expect(githubParser(stringify(original))).toEqual([]);
  }
});

it('both give the same verdict on every mutant, except for the disagreements that are known', () => {
  const met = new Set<Disagreement>();
  const unexplained: string[] = [];
  const agreed = { good: 0, bad: 0 };

  for (const { change, workflow } of ORIGINALS.flatMap(mutantsOf)) {
    const ours = checkWorkflow(workflow).map(({ message }) => message);
    const theirs = githubParser(stringify(workflow));
    if (ours.length > 0 === theirs.length > 0) {
      agreed[ours.length > 0 ? 'bad' : 'good']++;
      continue;
    }
    const known = ours.length > 0 ? ONLY_WE_OBJECT : ONLY_GITHUB_OBJECTS;
    const objections = [...ours, ...theirs].join(' ');
    const disagreement = known.find((entry) => entry.change.test(change) && entry.objection.test(objections));
    if (disagreement) met.add(disagreement);
    else unexplained.push(`${change}: we say ${JSON.stringify(ours)}, GitHub says ${JSON.stringify(theirs)}`);
  }

  expect(unexplained).toEqual([]);
  expect([...ONLY_WE_OBJECT, ...ONLY_GITHUB_OBJECTS].filter((entry) => !met.has(entry))).toEqual([]);
  // Both verdicts occur often, so that agreeing means something.
  expect(agreed.good).toBeGreaterThan(500);
  expect(agreed.bad).toBeGreaterThan(1000);
});
