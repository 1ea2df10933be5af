import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Checkout } from '../fake-github/harness';
import { FAULTS, FakeGitHub, type Fault } from '../fake-github/server';
import { disorder, settled } from './scenario';

const github = new FakeGitHub();
const checkout = new Checkout(github);
const apply = () => checkout.run(['environments', 'apply', '--yes']);

let order: ReturnType<typeof settled>;
let methods: string[];

beforeAll(async () => {
  await github.start();
  disorder(github, checkout);
  expect((await apply()).code).toBe(0);
  order = settled(github.state);
  methods = github.calls.map(({ method }) => method);
});
afterAll(async () => {
  await github.stop();
  checkout.remove();
});
beforeEach(() => github.reset());
afterEach(() => expect(github.violations).toEqual([]));

/** Answers that tell of something done a second time. */
const repeated = () => github.calls.filter(({ status }) => [303, 409, 422].includes(status));

describe('without faults', () => {
  it('brings everything into order', () => {
    const [preview, production, staging] = [order.environments[1], order.environments[0], order.environments[2]];
    expect(production).toEqual({
      name: 'Production',
      waitTimer: 0,
      reviewers: ['Team:11'],
      preventSelfReview: true,
      refs: 'listed',
      policies: ['branch:main', 'tag:v*'],
      rules: [901],
      adminsCanBypass: true,
      variables: { AWS_PROD_ROLE: 'set by hand', REGION: 'ap-south-1', TIER: 'gold' },
      secrets: ['TOKEN', 'OTHER'],
    });
    expect(staging).toMatchObject({ name: 'staging/eu', reviewers: ['User:1'], policies: ['branch:main'] });
    expect(preview).toMatchObject({ name: 'preview', variables: { A: '1' }, secrets: ['B'] });
    expect(order.rulesets).toHaveLength(1);
    expect(order.actions.sha_pinning_required).toBe(true);
  });
});

describe('with one fault', () => {
  it.each(FAULTS)('%s at any call: the same end, nothing twice', async (fault) => {
    for (const [at, method] of methods.entries()) {
      // A read has no effect to lose: once is enough for each pair.
      if (method === 'GET' && fault.endsWith('-after')) continue;
      github.reset();
      disorder(github, checkout);
      github.faults.set(at, fault);
      const { code, err } = await apply();
      const told = fault.includes('limit')
        ? /^[A-Z]+ \S+: GitHub's rate limit is used up; waiting until [\d:]+ UTC\n$/
        : /^$/;
      expect({ at, code, err }).toEqual({ at, code: 0, err: expect.stringMatching(told) });
      expect(settled(github.state)).toEqual(order);
      expect(repeated()).toEqual([]);
    }
  });

  it('waits as long as GitHub asks', async () => {
    disorder(github, checkout);
    github.faults.set(0, 'limit-429').set(1, 'secondary-limit-403').set(2, 'error-500-before');
    expect((await apply()).waits).toEqual([7000, 120_000, 3000]);
  });
});

describe('with any faults', () => {
  it('loses nothing, repeats nothing, and a run without faults finishes', async () => {
    const faults = fc.array(fc.tuple(fc.nat(methods.length + 10), fc.constantFrom<Fault>(...FAULTS)), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(faults, fc.nat(60), async (chosen, outage) => {
        github.reset();
        disorder(github, checkout);
        github.faults = new Map(chosen);
        // GitHub goes down for good in the middle of the first run.
        for (let at = outage; at < outage + 8; at++)
          github.faults.set(at, chosen.length % 2 ? 'reset-after' : 'error-500-before');
        const first = await apply();
        expect(repeated()).toEqual([]);
        expect(settled(github.state).environments.find(({ name }) => name === 'preview')).toEqual(
          order.environments[1],
        );
        github.faults.clear();
        const second = await apply();
        expect(second.err).toBe('');
        expect(second.code).toBe(0);
        expect(settled(github.state)).toEqual(order);
        expect(repeated()).toEqual([]);
        if (first.code === 0) expect(second.out).toContain('nothing to change');
      }),
      { numRuns: 40 },
    );
  });
});

describe('with a call that never succeeds', () => {
  it('says what was done and what was not, goes on elsewhere, and a rerun finishes', async () => {
    disorder(github, checkout);
    const refused = {
      status: 403,
      headers: { 'x-accepted-github-permissions': 'administration=write' },
      data: { message: 'Resource not accessible' },
    };
    github.broken.set('PUT /repos/{owner}/{repo}/environments/{environment_name}', refused);
    const { code, out } = await apply();
    expect(code).toBe(1);
    expect(out).toContain(`done      turn on the protection rule of datadog for Production
done      stop branch * from deploying to Production
done      create the ruleset stagegate payment-api
done      set how actions must be pinned
failed    set the protection of Production
          PUT /repos/acme/payment-api/environments/Production: GitHub answered 403 (Resource not accessible)
          → the token needs one of these permissions: administration=write
          Production is stricter than it was before
failed    create staging/eu with its protection
          PUT /repos/acme/payment-api/environments/staging%2Feu: GitHub answered 403 (Resource not accessible)
          → the token needs one of these permissions: administration=write
          staging/eu is as it was
not done  let tag v* deploy to Production
not done  turn off the protection rule of honeycomb for Production
not done  set the variable REGION of Production
not done  set the variable TIER of Production
not done  let branch main deploy to staging/eu

run apply again: it goes on from where GitHub stands
`);
    github.broken.clear();
    expect((await apply()).code).toBe(0);
    expect(settled(github.state)).toEqual(order);
  });

  it('says that an environment is not yet open to all that is described', async () => {
    disorder(github, checkout);
    const path = '/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
    github.broken.set(`POST ${path}`, { status: 422, data: { message: 'Validation Failed' } });
    const { code, out } = await apply();
    expect(code).toBe(1);
    expect(out).toContain('Production is stricter than is described\n');
    expect(out).toContain('staging/eu is stricter than is described\n');
  });

  it('stops at once where GitHub is down, and says what may have happened', async () => {
    disorder(github, checkout);
    github.broken.set('PUT /repos/{owner}/{repo}/environments/{environment_name}', { status: 503, data: null });
    const { code, out } = await apply();
    expect(code).toBe(1);
    expect(out).toContain('failed    set the protection of Production (it may have taken effect)');
    expect(out).toContain('not done  create the ruleset stagegate payment-api');
  });
});
