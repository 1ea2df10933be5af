import { describe, expect, test } from 'vitest';
import {
  documentedActions,
  type NeededPermission,
  permissionsNeededBy,
  permissionsUsedBy,
  usesTokenFreely,
} from '../../src/data/action-permissions';
import { findActionPin } from '../../src/data/action-pins';

const needs = (action: string, inputs: Record<string, string> = {}) =>
  plain(permissionsNeededBy(action, (name) => inputs[name]));
const plain = (rows: readonly NeededPermission[]) => rows.map(({ scope, level }) => `${scope}: ${level}`);

test.each(documentedActions())('$name is pinned, and its row has a source', ({ name, source }) => {
  expect(findActionPin(name)?.name).toBe(name);
  expect(source).toMatch(/^https:\/\/\S+$/);
});

describe('what an action needs depends on its inputs', () => {
  test.each([
    ['aws-actions/configure-aws-credentials', { 'role-to-assume': 'r' }, ['id-token: write']],
    ['aws-actions/configure-aws-credentials', { 'role-to-assume': 'r', 'role-chaining': 'true' }, []],
    ['aws-actions/configure-aws-credentials', { 'aws-access-key-id': 'k' }, []],
    ['google-github-actions/auth', { workload_identity_provider: 'p' }, ['id-token: write']],
    ['google-github-actions/auth', { credentials_json: 'c' }, []],
    ['azure/login', { 'client-id': 'i' }, ['id-token: write']],
    ['azure/login', { creds: 'c' }, []],
    ['docker/login-action', { registry: 'ghcr.io', password: '${{ secrets.GITHUB_TOKEN }}' }, ['packages: read']],
    ['docker/login-action', { registry: 'registry.example', password: 'p' }, []],
    ['actions/attest', {}, ['id-token: write', 'attestations: write']],
    [
      'actions/attest',
      { 'push-to-registry': 'true' },
      ['id-token: write', 'attestations: write', 'artifact-metadata: write'],
    ],
    ['actions/download-artifact', { 'run-id': '1' }, ['actions: read']],
    ['actions/download-artifact', {}, []],
    ['Actions/Checkout', {}, ['contents: read']],
    ['actions/setup-node', {}, []],
  ])('%s with %j: %j', (action, inputs, permissions) => {
    expect(needs(action, inputs as Record<string, string>)).toEqual(permissions);
  });
});

test('what an action can use goes beyond what it needs', () => {
  const inputs: Record<string, string> = { registry: 'ghcr.io', password: '${{ github.token }}' };
  expect(plain(permissionsUsedBy('docker/login-action', (name) => inputs[name]))).toEqual([
    'packages: read',
    'packages: write',
  ]);
});

test('a script of the user does anything with the token', () => {
  expect(usesTokenFreely('actions/github-script')).toBe(true);
  expect(usesTokenFreely('actions/checkout')).toBe(false);
});
