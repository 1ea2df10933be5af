import { expect, test } from 'vitest';
import { failsWithItsCommand } from '../../src/model/deciding-steps';

test.each([
  'bash',
  'sh',
  '/bin/bash -euo pipefail {0}',
  'bash --noprofile --norc -eo pipefail {0}',
  'bash -l {0}',
  'pwsh',
  'pwsh -command ". \'{0}\'"',
  'python -u {0}',
  'node --import tsx {0}',
])('%s fails with its command', (shell) => {
  expect(failsWithItsCommand(shell)).toBe(true);
});

test.each([
  'true {0}',
  'bash -n {0}',
  'bash -c true {0}',
  'bash -ec true {0}',
  'bash -o noexec {0}',
  'bash --version {0}',
  'bash {0} || true',
  'python -c pass {0}',
  'node --check {0}',
  'ruby -c {0}',
  'perl -v {0}',
  'env bash {0}',
])('%s may be green for every command', (shell) => {
  expect(failsWithItsCommand(shell)).toBe(false);
});
