import { containedPaths } from '../../../src/checks/rules/contained-paths';
import { describeCheck, oneJob } from '../support/describe-check';

const within = (step: object, container?: object | string) => {
  const own = { id: 'own', ...step };
  return oneJob((container === undefined ? { steps: [own] } : { steps: [own], container }) as object);
};
const node = { image: 'node:22' };
const fetching = (path: string) => ({ uses: 'actions/download-artifact@v8', with: { path } });

describeCheck(containedPaths, {
  passes: {
    'a job on the machine': within(fetching('${{ runner.temp }}')),
    'the folder as the container has it': within(fetching('/__w/_temp'), node),
    'another context': within(fetching('${{ env.FOLDER }}'), node),
    'a variable in a command': within({ run: 'ls "$RUNNER_TEMP"' }, node),
  },
  fails: {
    'an input': [
      within(fetching('${{ runner.temp }}/image'), node),
      'sample/work: step "own" of job "work" gives path as ${{ runner.temp }}/image: runner.temp is a folder of the machine, not of the container',
    ],
    'a variable, within an expression, in a container of the short form': [
      within({ run: 'ls "$ROOT"', env: { ROOT: "${{ format('{0}/x', github.workspace) }}" } }, 'node:22'),
      `sample/work: step "own" of job "work" gives ROOT as \${{ format('{0}/x', github.workspace) }}: github.workspace is a folder of the machine, not of the container`,
    ],
  },
});
