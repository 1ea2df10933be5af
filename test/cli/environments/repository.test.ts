import { beforeEach, describe, expect, it } from 'vitest';
import { freshGitHub } from '../fake-github/harness';
import { fakeEnvironment } from '../fake-github/state';

const { github, checkout, environment, pipeline, run, written } = freshGitHub();

const NEEDY = 'name: prod\nwait_timer: 5\nbranches: [main]\nreviewers: {users: [ada]}\nprotection_apps: [datadog]\n';
const RULESET = { requiredChecks: { branches: ['main', 'release/*'], checks: ['pipeline-gate'] } };

describe('a private repository', () => {
  beforeEach(() => {
    github.state.private = true;
  });

  it('on the plan Team has no reviewers: said before anything is written', async () => {
    github.state.plan = 'team';
    environment(NEEDY);
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(
      err,
    ).toBe(`this plan has no reviewers, wait timers and custom protection rules in private repositories; asked for by prod
→ only GitHub Enterprise has them; --allow-degraded writes the rest
`);
    expect(written()).toEqual([]);
  });

  it('on the plan Team gets the rest with --allow-degraded, and is then as described', async () => {
    github.state.plan = 'team';
    environment(NEEDY);
    const { code, out } = await run('apply', '--yes', '--allow-degraded');
    expect(code).toBe(0);
    expect(out).toContain('note: prod: left without reviewers, wait timer and custom rules, as --allow-degraded says');
    expect(written()[0].body).toEqual({
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    expect(github.state.environments[0].policies).toMatchObject([{ type: 'branch', name: 'main' }]);
    expect((await run('check', '--allow-degraded')).code).toBe(0);
  });

  it.each([true, false])(
    'takes an environment that asks for no more than branches, plan visible: %s',
    async (visible) => {
      github.state.plan = 'team';
      github.state.planVisible = visible;
      environment('name: dev\nbranches: [main]\n');
      const { code, out } = await run('apply', '--yes');
      expect(code).toBe(0);
      expect(out).not.toContain('note:');
      expect((await run('check')).code).toBe(0);
    },
  );

  it('whose environment has a wait timer has a plan for it', async () => {
    github.state.planVisible = false;
    environment('name: dev\n');
    github.state.environments.push(fakeEnvironment('dev', { waitTimer: 5 }));
    expect((await run('apply', '--yes')).code).toBe(0);
    expect(github.state.environments[0].waitTimer).toBe(0);
  });

  it('of a person has no reviewers either', async () => {
    github.state.ownerType = 'User';
    environment(NEEDY);
    expect((await run('plan')).err).toContain('this plan has no reviewers');
  });

  it('on the plan Free has no environments at all', async () => {
    github.state.plan = 'free';
    environment('name: dev\n');
    expect((await run('plan')).err).toContain('GitHub Free has no environments in private repositories');
    github.state.planVisible = false;
    expect((await run('plan')).err).toContain('has no environments (GitHub Free has none)');
  });

  it('on the plan Free has no rulesets, which --allow-degraded accepts', async () => {
    github.state.plan = 'free';
    pipeline({ ...RULESET, repositorySettings: { shaPinningRequired: true } });
    const { code, err } = await run('plan');
    expect(code).toBe(1);
    expect(err).toContain('this plan has no rulesets in private repositories');
    const degraded = await run('apply', '--yes', '--allow-degraded');
    expect(degraded.code).toBe(0);
    expect(degraded.out).toContain('note: the ruleset is left out, as --allow-degraded says');
    expect(github.state.actions.sha_pinning_required).toBe(true);
    expect(github.state.rulesets).toEqual([]);
  });

  it('on the plan Enterprise has everything', async () => {
    environment(NEEDY);
    expect((await run('apply', '--yes')).code).toBe(0);
    expect(github.state.environments[0]).toMatchObject({ waitTimer: 5, reviewers: [{ type: 'User', id: 1 }] });
  });

  it('whose plan the token may not see is warned about, and a refusal explained', async () => {
    github.state.plan = 'team';
    github.state.planVisible = false;
    environment(NEEDY);
    const { code, out } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(out).toContain(
      'note: GitHub does not show this token the plan; only Enterprise has reviewers, wait timers and custom protection rules in private repositories (prod)',
    );
    expect(out).toContain('Please ensure the billing plan supports it');
    expect(out).toContain(
      'running again does not help where the plan, which GitHub does not show this token, is the reason: only Enterprise has reviewers, wait timers and custom protection rules in private repositories\n→ apply --allow-degraded leaves them out\n',
    );
    expect(out).not.toContain('run apply again');
    expect(github.state.environments).toEqual([]);
    const degraded = await run('apply', '--yes', '--allow-degraded');
    expect(degraded.code).toBe(0);
  });
});

describe('a refusal for another reason', () => {
  it('is not laid on the plan', async () => {
    environment('name: dev\n');
    github.broken.set('PUT /repos/{owner}/{repo}/environments/{environment_name}', { status: 422, data: null });
    expect((await run('apply', '--yes')).out).toContain('run apply again: it goes on from where GitHub stands');
  });
});

describe('a renamed repository', () => {
  it('is found by its old name and called by its new one', async () => {
    github.state.formerly = 'acme/old-name';
    environment('name: prod/eu\nbranches: [main]\n');
    const { code, out } = await run('apply', '--yes', '--repo', 'acme/old-name');
    expect(code).toBe(0);
    expect(out).toContain('note: acme/old-name is now acme/payment-api');
    expect(written().map(({ path }) => path)).toEqual([
      '/repos/acme/payment-api/environments/prod%2Feu',
      '/repos/acme/payment-api/environments/prod%2Feu/deployment-branch-policies',
    ]);
  });
});

describe('rights', () => {
  it('that are missing are named, whichever call tells', async () => {
    environment('name: dev\nrequired_secrets: [TOKEN]\n');
    await run('apply', '--yes');
    github.broken.set('GET /repos/{owner}/{repo}/environments/{environment_name}/secrets', {
      status: 403,
      headers: { 'x-accepted-github-permissions': 'environments=read' },
      data: { message: 'Resource not accessible by personal access token' },
    });
    const { code, err } = await run('check');
    expect(code).toBe(1);
    expect(err).toContain('the token needs one of these permissions: environments=read');
  });

  it('that nobody needs are not asked for', async () => {
    environment('name: dev\n');
    await run('apply', '--yes');
    await run('check');
    const routes = new Set(github.calls.map(({ route }) => route.replace('/repos/{owner}/{repo}', '')));
    expect([...routes]).toEqual([
      '',
      '/environments',
      '/environments/{environment_name}',
      '/environments/{environment_name}/deployment_protection_rules',
    ]);
  });

  it('of a wrong token or to an unknown repository end at once', async () => {
    environment('name: dev\n');
    const wrong = await checkout.run(['environments', 'plan'], { env: { GH_TOKEN: 'ghp_other' } });
    expect(wrong.err).toContain('the token is wrong, revoked or expired');
    expect(wrong.err).not.toContain('ghp_other');
    expect((await run('plan', '--repo', 'acme/nothing')).err).toContain(
      'acme/nothing does not exist, or the token may not see it',
    );
  });
});

describe('the ruleset', () => {
  it('is repaired where somebody opened it by hand, and others are left alone', async () => {
    pipeline(RULESET);
    expect((await run('apply', '--yes')).code).toBe(0);
    const ours = github.state.rulesets[0];
    const foreign = { id: 5, body: { name: 'theirs', enforcement: 'active', rules: [] } };
    github.state.rulesets.push(foreign);
    ours.body = {
      ...ours.body,
      enforcement: 'evaluate',
      bypass_actors: [{ actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' }],
      conditions: {
        ref_name: { include: ['refs/heads/release/*', 'refs/heads/main'], exclude: ['refs/heads/release/1'] },
      },
      rules: [
        {
          type: 'required_status_checks',
          parameters: {
            required_status_checks: [{ context: 'pipeline-gate' }],
            strict_required_status_checks_policy: false,
            do_not_enforce_on_create: true,
          },
        },
        { type: 'creation' },
      ],
    };
    const { code, out } = await run('check');
    expect(code).toBe(2);
    expect(out).toContain(`repository
  ~ ruleset stagegate p, enforcement: evaluate → active
  ~ ruleset stagegate p, excluded branches: refs/heads/release/1 → none
  ~ ruleset stagegate p, may bypass: RepositoryRole 5 (always) → none
  ~ ruleset stagegate p, required_status_checks: pipeline-gate by app any, not on creation → pipeline-gate by app 15368
  ~ ruleset stagegate p, creation: {} → none
`);
    expect((await run('apply', '--yes')).code).toBe(0);
    expect((await run('check')).code).toBe(0);
    expect(github.state.rulesets[1]).toEqual(foreign);
  });

  it('may come back from GitHub with defaults and another order', async () => {
    pipeline(RULESET);
    await run('apply', '--yes');
    const [ours] = github.state.rulesets;
    ours.body = {
      ...ours.body,
      conditions: { ref_name: { include: ['refs/heads/release/*', 'refs/heads/main'], exclude: [] } },
      rules: [
        {
          type: 'required_status_checks',
          parameters: {
            do_not_enforce_on_create: false,
            strict_required_status_checks_policy: false,
            required_status_checks: [{ integration_id: 15368, context: 'pipeline-gate' }],
          },
        },
      ],
    };
    expect((await run('check')).code).toBe(0);
  });
});

describe('settings of the repository', () => {
  it('keep what they share a call with', async () => {
    github.state.subject = {
      use_default: false,
      include_claim_keys: ['repo', 'context'],
      use_immutable_subject: false,
    };
    pipeline({
      repositorySettings: { shaPinningRequired: true, defaultWorkflowPermissions: 'read', useImmutableSubject: true },
    });
    expect((await run('apply', '--yes')).code).toBe(0);
    expect(github.state.actions).toEqual({ enabled: true, allowed_actions: 'selected', sha_pinning_required: true });
    expect(github.state.workflow).toEqual({
      default_workflow_permissions: 'read',
      can_approve_pull_request_reviews: true,
    });
    expect(github.state.subject).toEqual({
      use_default: false,
      include_claim_keys: ['repo', 'context'],
      use_immutable_subject: true,
    });
  });

  it('are marked where they mean less protection', async () => {
    github.state.actions.sha_pinning_required = true;
    pipeline({ repositorySettings: { shaPinningRequired: false } });
    expect((await run('plan')).out).toContain('~ actions by full commit SHA only: true → false  (less protection)');
  });
});
