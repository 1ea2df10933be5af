import { describe, expect, test } from 'vitest';
import { actionPin, actionPins, actionReference, findActionPin } from '../../src/data/action-pins';

describe('the pin of an action', () => {
  test('carries its commit, its version and what it declares', () => {
    expect(actionPin('actions/cache/restore')).toMatchObject({
      name: 'actions/cache/restore',
      version: 'v5.0.5',
      sha: '27d5ce7f107fe9357f9df03efb73ab90386fccae',
      using: 'node24',
      inputs: {
        path: { required: true, default: null, deprecated: false },
        'lookup-only': { required: false, default: 'false', deprecated: false },
      },
      outputs: ['cache-hit', 'cache-primary-key', 'cache-matched-key'],
    });
  });

  test('is found in any case, and keeps the spelling of GitHub', () => {
    expect(findActionPin('Azure/Login')?.name).toBe('azure/login');
  });

  test('is written as owner, name and commit', () => {
    expect(actionReference('actions/checkout')).toEqual({
      uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
      version: 'v7.0.1',
    });
  });

  test('does not exist for an unknown name, and near names are offered', () => {
    expect(() => actionPin('actions/chekout')).toThrow(
      'The action "actions/chekout" is not pinned in data/action-pins.json; did you mean actions/checkout?',
    );
    expect(() => actionPin('somebody/else-entirely')).toThrow(/pinned are: actions\/attest, actions\/cache, /);
    expect(findActionPin('constructor')).toBeUndefined();
  });
});

/*
 * The file is changed by hand or by a script, never by a reader. Tag objects look like commits and resolve to nothing
 * that a runner may check out.
 */
describe('data/action-pins.json', () => {
  const all = [...actionPins()];
  const tagObjects = new Set([
    'aded0d722166a37980e030aa969dda0bfe6b6947',
    '858f4093d287a904987dfd22abd163280f939550',
    'a9c7b0f06e461e9d4b4d1711f154ee024b8d7ab8',
    '1a818fd5f97ed0ee9a823421bd5b171add01227f',
    '67621b124fd2e251c5e8a0e6e3b91318f2287669',
  ]);

  test.each(all.map((pin) => [pin.name, pin] as const))('%s', (name, pin) => {
    expect(name).toMatch(/^[\w.-]+\/[\w.-]+(\/[\w.-]+)*$/);
    expect(pin.sha).toMatch(/^[0-9a-f]{40}$/);
    expect(tagObjects).not.toContain(pin.sha);
    expect(pin.version).toMatch(/^v\d+\.\d+\.\d+$/);
    expect(['node24', 'composite']).toContain(pin.using);
    expect(new Set(pin.outputs).size).toBe(pin.outputs.length);
  });

  test('is sorted, and actions of one repository share a commit', () => {
    expect(all.map((pin) => pin.name)).toEqual(all.map((pin) => pin.name).sort());
    const commits = new Map<string, Set<string>>();
    for (const { name, sha } of all) {
      const repository = name.split('/').slice(0, 2).join('/');
      commits.set(repository, (commits.get(repository) ?? new Set()).add(sha));
    }
    expect([...commits].filter(([, shas]) => shas.size > 1)).toEqual([]);
  });

  test('leaves out what is no longer maintained or was never read', () => {
    for (const name of [
      'azure/docker-login',
      'actions/attest-sbom',
      'actions/attest-build-provenance',
      'dorny/test-reporter',
      'tj-actions/changed-files',
    ]) {
      expect(findActionPin(name), name).toBeUndefined();
    }
  });
});
