import { GATE_JOB } from '../../model/ids';
import { nameOfJob } from '../../model/workflow';
import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { mapOf, textsOf } from '../plain';
import { listed } from '../text';

/** What GitHub starts a run for where nothing else is said. */
const CHANGES = { opened: 'opened', synchronize: 'pushed to', reopened: 'reopened' };

export const answeredPullRequests = defineCheck({
  id: 'answered-pull-requests',
  title: 'every pull request gets a verdict',
  why: 'GitHub waits for a required check until it comes. Where a filter keeps the workflow from starting it never comes, and nothing can be merged.',
  source:
    'https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks',
  mend: 'let the workflow start for every change, and let jobs that a change does not concern be skipped by their condition',
  severity: Severity.WARNING,
  pipeline: ({ triggers, model }, report) => {
    const filter = mapOf(triggers.pull_request);
    const verdict = nameOfJob(model.workflow, GATE_JOB);
    const severity = model.requiredChecks === null ? Severity.WARNING : Severity.ERROR;
    const tell = (which: string) =>
      report(`pull requests ${which} start no run, so that the check "${verdict}" never comes for them`, { severity });
    const [paths, ignored] = [textsOf(filter.paths), textsOf(filter['paths-ignore'])];
    if (paths.length > 0) tell(`that touch nothing in ${listed(paths)}`);
    if (ignored.length > 0) tell(`that touch only ${listed(ignored)}`);
    const types = filter.types === undefined ? Object.keys(CHANGES) : textsOf(filter.types);
    const missing = Object.entries(CHANGES).flatMap(([type, words]) => (types.includes(type) ? [] : [words]));
    if (missing.length > 0) tell(`that are ${listed(missing, 'or')}`);
  },
});
