import { describe, expect, it } from 'vitest';
import { freshGitHub } from '../fake-github/harness';
import { fakeEnvironment } from '../fake-github/state';

const { github, checkout, environment, pipeline, run, written } = freshGitHub();

const NEEDY = 'name: prod\nwait_timer: 5\nbranches: [main]\nreviewers: {users: [ada]}\nprotection_apps: [datadog]\n';
const RULESET = { requiredChecks: { branches: ['main'], checks: ['pipeline-gate'] } };

describe('GitHub Enterprise Server', () => {
  it('has everything in private repositories, and an Actions app of its own', async () => {
    github.state.enterpriseServer = '3.15.0';
    github.state.private = true;
    environment(NEEDY);
    pipeline(RULESET);
    expect((await run('apply', '--yes')).code).toBe(0);
    expect(github.calls.some(({ route }) => route === '/orgs/{org}')).toBe(false);
    expect(JSON.stringify(github.state.rulesets[0].body)).toContain('{"context":"pipeline-gate","integration_id":15}');
  });

  it.each(['plan', 'check', 'apply'])(
    'of version 3.8 is told to lack what it lacks before anything: %s',
    async (action) => {
      github.state.enterpriseServer = '3.8.0';
      environment(`${NEEDY}prevent_self_review: true\ntags: [v*]\n`);
      checkout.write(
        '.github/environments/f.yaml',
        'name: staging\nreviewers: {users: [ada]}\nprevent_self_review: true\n',
      );
      pipeline({ ...RULESET, repositorySettings: { shaPinningRequired: true } });
      const { code, err } = await checkout.run(['environments', action, ...(action === 'apply' ? ['--yes'] : [])]);
      expect(code).toBe(1);
      expect(
        err,
      ).toBe(`this GitHub Enterprise Server (3.8.0) does not know prevent_self_review (prod, staging); 3.11 does
→ say \`preventSelfReview: false\`, or update the server
this GitHub Enterprise Server (3.8.0) does not know patterns of tags (prod); 3.12 does
→ leave \`tags\` out, or update the server
this GitHub Enterprise Server (3.8.0) does not know custom protection rules (prod); 3.10 does
→ leave \`protectionApps\` out, or update the server
this GitHub Enterprise Server (3.8.0) does not know the REST API of rulesets (p); 3.11 does
→ leave \`requireGate\` out, or update the server
this GitHub Enterprise Server (3.8.0) does not know actions by full commit SHA only (p); 3.19 does
→ leave \`pinActions\` out, or update the server
`);
      expect(written()).toEqual([]);
    },
  );

  it('of version 3.8 gets what it knows, without members that it refuses', async () => {
    github.state.enterpriseServer = '3.8.0';
    environment('name: prod\nwait_timer: 5\nbranches: [main]\nreviewers: {users: [ada]}\nvariables: {A: x}\n');
    github.state.environments.push(
      fakeEnvironment('prod', { refs: 'listed', policies: [{ id: 1, type: 'branch', name: '*' }] }),
    );
    expect((await run('apply', '--yes')).code).toBe(0);
    expect(written().map(({ body }) => body)).toEqual([
      undefined,
      {
        wait_timer: 5,
        reviewers: [{ type: 'User', id: 1 }],
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      },
      { name: 'main' },
      { name: 'A', value: 'x' },
    ]);
    expect((await run('check')).code).toBe(0);
  });

  it.each([
    ['3.10.4', 'protection_apps: [datadog]', true],
    ['3.9.0', 'protection_apps: [datadog]', false],
    ['3.11.0', 'reviewers: {users: [ada]}\nprevent_self_review: true', true],
    ['3.10.9', 'reviewers: {users: [ada]}\nprevent_self_review: true', false],
    ['3.12.0', 'tags: [v*]', true],
    ['3.11.2', 'tags: [v*]', false],
    ['4.0.0', 'tags: [v*]', true],
  ])('of version %s, asked for %s: %s', async (version, settings, knows) => {
    github.state.enterpriseServer = version;
    environment(`name: dev\n${settings}\n`);
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(knows ? 0 : 1);
    if (!knows) expect(err).toContain(`this GitHub Enterprise Server (${version}) does not know `);
  });

  it('that may know a setting by another path is warned about', async () => {
    github.state.enterpriseServer = '3.8.0';
    environment('name: dev\nvariables: {A: x}\nrequired_secrets: [TOKEN]\n');
    const { code, out } = await run('plan');
    expect(code).toBe(0);
    expect(out).toContain(`
note: this server (3.8.0) may not know names of secrets of environments (dev): GitHub Enterprise Server 3.9 does
note: this server (3.8.0) may not know variables of environments (dev): GitHub Enterprise Server 3.9 does
`);
    github.state.enterpriseServer = '3.9.0';
    expect((await run('plan')).out).not.toContain('may not know');
  });

  it('whose version nobody can read is warned about', async () => {
    github.state.enterpriseServer = 'nightly';
    environment('name: dev\ntags: [v*]\n');
    const { code, out } = await run('plan');
    expect(code).toBe(0);
    expect(out).toContain(
      'note: this server (nightly) may not know patterns of tags (dev): GitHub Enterprise Server 3.12 does\n',
    );
  });

  it('may not know a setting that no version is known for: its answer tells, before anything is written', async () => {
    github.state.enterpriseServer = '3.19.0';
    github.state.subject = { use_default: true };
    pipeline({ repositorySettings: { useImmutableSubject: true } });
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(err).toBe(
      'this GitHub Enterprise Server (3.19.0) does not know useImmutableSubject\n→ leave the setting out, or update the server\n',
    );
    github.state.actions = { enabled: true, allowed_actions: 'all' };
    pipeline({ repositorySettings: { shaPinningRequired: true } });
    expect((await run('plan')).err).toContain('does not know shaPinningRequired');
  });

  it('asks nothing of one environment that only the repository needs', async () => {
    github.state.enterpriseServer = '3.8.0';
    environment('name: dev\n');
    pipeline(RULESET);
    expect((await run('plan', '--environment', 'dev')).code).toBe(0);
  });
});
