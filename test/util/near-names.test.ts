import { expect, test } from 'vitest';
import { nearNames } from '../../src/util/near-names';

test.each([
  ['need', ['name', 'needs', 'env'], ['needs']],
  ['PERMISSIONS', ['permissions', 'concurrency'], ['permissions']],
  ['unit-tset', ['build', 'unit-test', 'unit-lint'], ['unit-test', 'unit-lint']],
  ['', ['a', 'build'], ['a']],
  ['biuld', ['build', 'built'], ['build']],
  ['A', ['a', 'b', 'c'], ['a']],
  ['Build', ['builds', 'build'], ['build']],
  ['build', [], []],
  ['deploy-production', ['build', 'notify'], []],
])('near %j in %j: %j', (name, known, near) => {
  expect(nearNames(name, known)).toEqual(near);
});

test('names at the same distance keep one order', () => {
  expect(nearNames('job-x', ['job-c', 'job-a', 'job-b', 'job-d'])).toEqual(['job-a', 'job-b', 'job-c']);
});
