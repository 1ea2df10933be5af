import { Severity } from '../../policy/finding';
import { expressionsIn } from '../../util/expressions';
import { defineCheck } from '../check';

export const containedPaths = defineCheck({
  id: 'contained-paths',
  title: 'in a container no step asks for a folder of the machine',
  why: 'The contexts name folders as the machine has them, also for steps in a container, where they lie elsewhere: what an action puts there the next step does not find. Jobs that get their container by its option are written for it, those that get it by a patch are not.',
  source: 'https://github.com/actions/runner/issues/2058',
  mend: "give the job its container by the option `container` and not by a patch; in inputs of your own write /__w/_temp for runner.temp and a path below the repository's root for github.workspace, in commands $RUNNER_TEMP and $GITHUB_WORKSPACE",
  severity: Severity.WARNING,
  step: (step, report) => {
    if (step.job.job.container === undefined) return;
    for (const [name, text] of [...Object.entries(step.inputs), ...Object.entries(step.env)]) {
      const folder = expressionsIn(text)
        .map(({ source }) => FOLDER_OF_MACHINE.exec(source)?.[0])
        .find((found) => found !== undefined);
      if (folder === undefined) continue;
      report(`${step.fullLabel} gives ${name} as ${text}: ${folder} is a folder of the machine, not of the container`);
    }
  },
});

const FOLDER_OF_MACHINE = /\b(?:runner\.temp|github\.workspace)\b/;
