import { cachedDependencies } from '../../../src/checks/rules/cached-dependencies';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneJob, step } from '../support/describe-check';

const node = (inputs: Record<string, string>, install = 'npm ci', foreignCode = true) =>
  oneJob({
    model: { foreignCode },
    steps: [
      step('node', { uses: actionReference('actions/setup-node').uses, with: inputs }),
      step('install', { run: install }),
    ],
  });

const poetry = (inputs: Record<string, string>) =>
  oneJob({
    model: { foreignCode: true },
    steps: [
      step('python', { uses: actionReference('actions/setup-python').uses, with: inputs }),
      step('install', { run: 'poetry sync' }),
    ],
  });

describeCheck(cachedDependencies, {
  passes: {
    'a cache': node({ cache: 'npm' }),
    'a cache of Poetry': poetry({ cache: 'poetry' }),
    'a cache that was turned off on purpose': node({ 'package-manager-cache': 'false' }),
    'nothing is installed': node({}, 'node build.mjs'),
    'a job that holds an identity': node({}, 'npm ci', false),
  },
  fails: {
    'an installation without a cache': [
      node({ 'node-version': '22' }),
      `sample/work: step "install" of job "work" installs dependencies that step "node" does not cache; actions/setup-node can, by its input 'cache'`,
    ],
    'an environment of Poetry without a cache': [
      poetry({ 'python-version': '3.13' }),
      `sample/work: step "install" of job "work" installs dependencies that step "python" does not cache; actions/setup-python can, by its input 'cache'`,
    ],
  },
});
