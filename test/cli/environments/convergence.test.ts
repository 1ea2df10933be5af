import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentFile } from '../../../src/model/ids';
import { environmentSettings } from '../../../src/render/environment-settings';
import { startedGitHub } from '../fake-github/harness';
import { find } from '../fake-github/route';
import { world } from './arbitraries';
import { leak, protectionOf } from './protection';
import { settled } from './scenario';

const { github, checkout } = startedGitHub();

describe('any desired state from any live state', () => {
  it('converges in one apply, never less protected in between, and the second plan is empty', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ desired, live }) => {
        github.reset();
        checkout.clear();
        for (const model of desired)
          checkout.write(environmentFile(model.name), environmentSettings(model, '.projenrc.ts'));
        checkout.write('.stagegate/p.json', JSON.stringify({ version: 1, id: 'p', environments: [] }));
        github.state.environments = structuredClone(live) as typeof live;
        const before = new Map(desired.map(({ name }) => [name, protectionOf(find(github.state, name))]));
        const untouched = settled(github.state).environments.filter(
          (one) => !desired.some(({ name }) => name.toLowerCase() === one.name.toLowerCase()),
        );
        const moments: (typeof before)[] = [];
        github.onChange = () => {
          moments.push(new Map(desired.map(({ name }) => [name, protectionOf(find(github.state, name))])));
        };

        const { code, err } = await checkout.run(['environments', 'apply', '--yes', '--admin-bypass']);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(github.violations).toEqual([]);

        const after = settled(github.state).environments;
        for (const model of desired) {
          const one = after.find(({ name }) => name.toLowerCase() === model.name.toLowerCase());
          expect(one).toMatchObject({
            waitTimer: model.waitTimer,
            preventSelfReview: model.preventSelfReview,
            policies: [
              ...model.branches.map((name) => `branch:${name}`),
              ...model.tags.map((name) => `tag:${name}`),
            ].sort(),
            refs: model.branches.length + model.tags.length > 0 ? 'listed' : 'any',
            reviewers: expect.objectContaining({ length: model.reviewers.users.length + model.reviewers.teams.length }),
            variables: expect.objectContaining(model.variables),
            ...(model.adminsCanBypass === null ? {} : { adminsCanBypass: model.adminsCanBypass }),
          });
          // A new environment opens last: until then it admits nothing that it will not admit at the end.
          const end = protectionOf(find(github.state, model.name));
          const start = before.get(model.name) ?? null;
          const allowed = start === null ? [end] : [start, end];
          const seen = moments.map((moment) => moment.get(model.name) ?? null).filter((moment) => moment !== null);
          for (const moment of seen) expect(leak(moment, allowed)).toBeNull();
        }
        expect(after).toEqual(expect.arrayContaining(untouched));
        for (const one of live) {
          expect(after.find(({ name }) => name === one.name)).toMatchObject({
            secrets: ['TOKEN'],
            variables: { SET_BY_HAND: '1' },
          });
        }

        github.rewind();
        const plan = await checkout.run(['environments', 'plan', '--admin-bypass', '--json']);
        const { drift, unmanaged } = JSON.parse(plan.out) as { drift: boolean; unmanaged: string[] };
        expect(drift).toBe(false);
        expect(unmanaged.sort()).toEqual(untouched.map(({ name }) => name).sort());
        expect(github.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

describe('the order of operations', () => {
  it('is told apart from a careless one', () => {
    const barrier = { preventSelfReview: false, waitTimer: 0, apps: new Set<number>() };
    const before = {
      ...barrier,
      refs: 'listed' as const,
      policies: new Set(['branch:main']),
      reviewers: new Set<string>(),
    };
    const after = { ...before, policies: new Set(['branch:main', 'branch:*']), reviewers: new Set(['User:1']) };
    const careless = { ...before, policies: after.policies };
    expect(leak(careless, [before, after])).toBe('branch:*');
    expect(leak({ ...after, policies: before.policies }, [before, after])).toBeNull();
    expect(leak({ ...after, reviewers: new Set(['User:1', 'User:2']) }, [after])).toBe('branch:main');
    expect(leak({ ...after, refs: 'any' }, [after])).toBe('a protected branch');
    expect(leak(null, [before, after])).toBe('everything');
  });
});
