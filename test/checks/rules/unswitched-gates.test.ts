import { unswitchedGates } from '../../../src/checks/rules/unswitched-gates';
import type { JobSpec, PipelineSpec } from '../../simulate/support/model';
import { describeCheck } from '../support/describe-check';

/** Unit tests under a condition of their own, behind a job that may have one too. */
function verdict(runsWhen: string | null, changes: JobSpec['model'] = {}, tests: JobSpec['model'] = {}): PipelineSpec {
  return {
    on: { push: { branches: ['main'] }, pull_request: { branches: ['main'] }, workflow_dispatch: {} },
    jobs: {
      changes: { outputs: { code: '${{ steps.work.outputs.code }}' }, model: changes },
      'unit-test': { needs: ['changes'], model: { vouches: ['unit-tested'], runsWhen, ...tests } },
      gate: { needs: ['changes', 'unit-test'], if: 'always()', model: { role: 'verdict', blocking: false } },
    },
  };
}

const told = (job: string, event: string, condition: string, open = 'which the event does not settle') =>
  `sample/${job}: ${event}: gate is green although unit-test may have been skipped\n  because ${job} only runs if ${condition}, ${open}`;

const whole = (condition: string) =>
  [verdict(condition), told('unit-test', 'pull request into main', condition)] as const;

describeCheck(unswitchedGates, {
  passes: {
    'gates without a condition': verdict(null),
    'the kind of event': verdict("github.event_name != 'pull_request'"),
    'the branch that it goes into': verdict("github.base_ref == 'main' || github.ref == 'refs/heads/main'"),
    'a proposal from a fork': verdict('!github.event.pull_request.head.repo.fork'),
    'a switch that counts where the pipeline releases only': verdict(
      "github.ref == 'refs/heads/main' && vars.TEST == 'on'",
    ),
    'the result of a job that closes the verdict itself': verdict("needs.changes.result == 'success'"),
    'a job that is no gate': verdict("vars.TEST == 'on'", {}, { vouches: [] }),
    'a job that only warns': verdict("vars.TEST == 'on'", {}, { blocking: false }),
    'a pipeline without a verdict': { jobs: { test: { model: { vouches: ['unit-tested'], runsWhen: 'vars.TEST' } } } },
  },
  fails: {
    'a variable': whole("vars.SKIP_TESTS != 'true'"),
    'a label': whole("!contains(github.event.pull_request.labels.*.name, 'skip-tests')"),
    'who started it': whole("github.actor != 'bot'"),
    'a draft, which nothing tests once it is none': whole('!github.event.pull_request.draft'),
    'the name that its author gave to the branch': whole("!startsWith(github.head_ref, 'docs/')"),
    'what another job found out': whole("needs.changes.outputs.code == 'true'"),
    'the one part that a person can switch': [
      verdict("github.event_name == 'pull_request' && vars.SKIP_TESTS != 'true'"),
      told(
        'unit-test',
        'pull request into main',
        "github.event_name == 'pull_request' && vars.SKIP_TESTS != 'true'",
        "and the event does not settle vars.SKIP_TESTS != 'true'",
      ),
    ],
    'an input of a start by hand, on the commit of a pull request': [
      verdict('!inputs.fast'),
      told('unit-test', 'manual start on another-branch', '!inputs.fast'),
    ],
    'a job before the gate': [
      verdict(null, { runsWhen: "vars.SKIP != 'true'" }),
      told('changes', 'pull request into main', "vars.SKIP != 'true'"),
    ],
    'the result of a job that may fail': [
      verdict("needs.changes.result == 'success'", { blocking: false }),
      told('unit-test', 'pull request into main', "needs.changes.result == 'success'"),
    ],
  },
});
