import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

/** What JavaScript writes for a value that is not there, or that is no text, as a part of a name. */
const MISSING = /(?:^|[/_.-])(?:undefined|NaN|\[object Object\])(?:$|[/_.-])/;

export const wholeNames = defineCheck({
  id: 'whole-names',
  title: 'no name was put together with a value that is missing',
  why: "Programs without types write 'acme/undefined' for a team that nobody named: nobody approves, nothing is found, and that shows on GitHub alone.",
  source: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Template_literals',
  mend: 'give the value that the program, or a package that it is written with, puts into the name',
  severity: Severity.ERROR,
  environment: ({ name, reviewers }, report) => {
    for (const reviewer of [...reviewers.users, ...reviewers.teams]) {
      if (MISSING.test(reviewer)) report(`${name} is approved by "${reviewer}"`);
    }
  },
  job: (job, report) => {
    const places = [
      ...entries(job.env, 'env'),
      ...job.steps.flatMap((step) => [
        ...entries(step.env, `env of ${step.label}`),
        ...entries(step.inputs, `with of ${step.label}`),
      ]),
    ];
    const told = new Set<string>();
    for (const { text, place } of places) {
      if (told.has(text) || !MISSING.test(text)) continue;
      told.add(text);
      // A folder may be called so.
      report(`${job.label} reads "${text}" (${place})`, { severity: Severity.WARNING });
    }
  },
});

function entries(texts: { readonly [key: string]: string }, place: string) {
  return Object.entries(texts).map(([key, text]) => ({ text, place: `${key} in ${place}` }));
}
