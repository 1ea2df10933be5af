import { expect, test } from 'vitest';
import { commandsIn, isCommand } from '../../src/checks/shell';

test.each([
  ['npm ci', [['npm', 'ci']]],
  ['# docker build .\n\nnpm ci', [['npm', 'ci']]],
  ['helm upgrade app \\\n  chart', [['helm', 'upgrade', 'app', 'chart']]],
  ['A=1 B=2 sudo docker build .', [['docker', 'build', '.']]],
  ['if ! docker push x; then echo no; fi', [['docker', 'push', 'x'], ['echo', 'no'], ['fi']]],
  ['a && b || c | d; e', [['a'], ['b'], ['c'], ['d'], ['e']]],
  ['x=$(crane digest y)', [['crane', 'digest', 'y)']]],
])('%j', (script, commands) => {
  expect(commandsIn(script)).toEqual(commands);
});

test.each([
  [['docker', 'build', '.'], ['docker', 'build'], true],
  [['/usr/bin/docker', '--debug', 'build'], ['docker', 'build'], true],
  [['docker', '--log-level', 'error', 'build', '.'], ['docker', 'build'], true],
  [['kubectl', '-n', 'prod', 'apply'], ['kubectl', 'apply'], true],
  [['kubectl', '--namespace=prod', 'apply'], ['kubectl', 'apply'], true],
  [['echo', 'docker', 'build'], ['docker', 'build'], false],
  [['docker', 'run', 'build'], ['docker', 'build'], false],
  [['mydocker', 'build'], ['docker', 'build'], false],
])('%j is %j: %s', (words, wanted, answer) => {
  expect(isCommand(words, ...wanted)).toBe(answer);
});
