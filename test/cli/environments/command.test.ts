import { describe, expect, it } from 'vitest';
import { freshGitHub } from '../fake-github/harness';
import { fakeEnvironment } from '../fake-github/state';

const { github, checkout, environment, pipeline, run, written } = freshGitHub();

describe('the command line', () => {
  it('tells what is wrong with it', async () => {
    expect(await run('deploy')).toMatchObject({ code: 1, err: 'say plan, apply or check, not deploy\n' });
    expect(await run('check', '--yes')).toMatchObject({ code: 1, err: 'check does not take --yes\n' });
    expect(await run('plan', '--rep', 'acme/api')).toMatchObject({
      code: 1,
      err: 'there is no option --rep; did you mean --repo?\n→ options are: --help, --repo, --json, --yes, --environment, --delete, --allow-degraded, --admin-bypass, --record-ids\n',
    });
    expect(await run('plan', '--repo')).toMatchObject({ code: 1, err: '--repo got no value\n→ write --repo=VALUE\n' });
    expect((await run('plan')).err).toContain(
      'there is nothing in .github/environments and .stagegate\n→ run npx projen in the root of the repository\n',
    );
    expect((await run('--help')).out).toContain('stagegate environments plan|apply|check');
  });

  it('outside of a clone asks about the repository that the pipelines name', async () => {
    environment('name: dev\n');
    pipeline({ repository: 'acme/payment-api' });
    const env = { GITHUB_REPOSITORY: undefined };
    expect((await checkout.run(['environments', 'plan'], { env })).out).toContain('acme/payment-api');
    pipeline({ repository: ['acme/payment-api'] });
    expect((await checkout.run(['environments', 'plan'], { env })).err).toContain('repository is not owner/name');
  });

  it('asks before it applies, and changes nothing without a yes', async () => {
    environment('name: dev\nbranches: [main]\n');
    const nobody = await run('apply');
    expect(nobody).toMatchObject({ code: 1, err: 'there is nobody to ask\n→ pass --yes\n' });
    const no = await checkout.run(['environments', 'apply'], { interactive: true, answer: false });
    expect(no.code).toBe(1);
    expect(no.err).toContain('nothing was changed');
    expect(written()).toEqual([]);
    expect((await checkout.run(['environments', 'apply'], { interactive: true, answer: true })).code).toBe(0);
    expect(github.state.environments.map(({ name }) => name)).toEqual(['dev']);
  });

  it('tells a person how far it is, and nobody else', async () => {
    environment('name: dev\n');
    const person = await checkout.run(['environments', 'plan'], { interactive: true });
    expect(person.err).toBe('… environments\n… dev\n… repository\n');
    expect((await run('plan')).err).toBe('');
  });

  it('tells a person of every wait, and a log of those that take long', async () => {
    environment('name: dev\n');
    github.faults.set(0, 'limit-429').set(1, 'error-500-before');
    const repository = '/repos/acme/payment-api';
    const limit = `GET ${repository}: GitHub's rate limit is used up; waiting until 12:00:07 UTC\n`;
    const person = await checkout.run(['environments', 'plan'], { interactive: true });
    expect(person.err).toBe(
      `… ${limit}… GET ${repository}: GitHub answered 500; trying again in 2 s\n… environments\n… dev\n… repository\n`,
    );
    github.rewind();
    expect((await run('plan', '--json')).err).toBe(limit);
  });

  it('never prints the token, not even where GitHub repeats it', async () => {
    environment('name: dev\nvariables: {A: x}\n');
    github.state.environments.push(fakeEnvironment('dev', { variables: new Map([['A', github.token]]) }));
    const { out } = await run('plan', '--json');
    expect(JSON.parse(out).sections[0].changes[0].text).toBe('variable A: "***" → "x"');
    github.broken.set('GET /repos/{owner}/{repo}', {
      status: 400,
      data: { message: `bad header Bearer ${github.token}` },
    });
    expect((await run('plan')).err).toBe('GET /repos/acme/payment-api: GitHub answered 400 (bad header Bearer ***)\n');
    github.broken.clear();
    const put = { status: 422, data: { message: 'no', errors: [encodeURIComponent(github.token)] } };
    github.broken.set('PATCH /repos/{owner}/{repo}/environments/{environment_name}/variables/{name}', put);
    expect((await run('apply', '--yes')).out).toContain('GitHub answered 422 (no; ***)');
  });

  it('applies from the default branch only when it runs in a workflow', async () => {
    environment('name: dev\n');
    const env = (ref: string) => ({ env: { GITHUB_ACTIONS: 'true', GITHUB_REF: ref } });
    const pull = await checkout.run(['environments', 'apply', '--yes'], env('refs/pull/7/merge'));
    expect(pull.code).toBe(1);
    expect(pull.err).toContain('apply runs on the default branch only (main), not on refs/pull/7/merge');
    expect((await checkout.run(['environments', 'plan'], env('refs/pull/7/merge'))).code).toBe(0);
    expect((await checkout.run(['environments', 'apply', '--yes'], env('refs/heads/main'))).code).toBe(0);
  });

  it('looks at one environment alone where it is told to', async () => {
    environment('name: dev\n');
    checkout.write('.github/environments/other.yaml', 'name: other\n');
    pipeline({ repositorySettings: { shaPinningRequired: true } });
    expect((await run('apply', '--yes', '--environment', 'DEV')).code).toBe(0);
    expect(written().map(({ path }) => path)).toEqual(['/repos/acme/payment-api/environments/dev']);
    expect((await run('plan', '--environment', 'nope')).err).toBe('no file in .github/environments describes nope\n');
  });

  it('quotes names in the commands that it tells', async () => {
    environment('name: "prod $(x) ü\'s"\nrequired_secrets: [TOKEN]\n');
    expect((await run('plan')).out).toContain("gh secret set TOKEN --env 'prod $(x) ü'\\''s'\n");
  });

  it('prints a plan for programs', async () => {
    environment('name: dev\nrequired_secrets: [TOKEN]\n');
    github.state.environments.push(fakeEnvironment('dev', { waitTimer: 5 }), fakeEnvironment('old'));
    const { code, out } = await run('check', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      version: 1,
      repository: 'acme/payment-api',
      drift: true,
      sections: [
        {
          environment: 'dev',
          changes: [{ sign: '~', text: 'wait timer: 5 → 0 minutes', weaker: true }],
          operations: [
            {
              title: 'set the protection of dev',
              method: 'PUT',
              path: '/repos/acme/payment-api/environments/dev',
              body: { wait_timer: 0, prevent_self_review: false, reviewers: null, deployment_branch_policy: null },
            },
          ],
          missing: [{ kind: 'secret', name: 'TOKEN' }],
        },
      ],
      unmanaged: ['old'],
      notes: [],
    });
  });
});

describe('what the files say', () => {
  it('is checked before anything is asked', async () => {
    environment('name: dev\nwait: 3\n');
    checkout.write('.github/environments/twin.yaml', 'name: DEV\n');
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(err).toMatch(/^\.github\/environments\/e\.yaml:2: unknown key wait;/);
    expect(github.calls).toEqual([]);
  });

  it('may not describe an environment twice, or lack one that a pipeline deploys to', async () => {
    environment('name: dev\n');
    checkout.write('.github/environments/twin.yaml', 'name: DEV\n');
    expect((await run('plan')).err).toBe(
      '.github/environments/twin.yaml: .github/environments/e.yaml describes the environment dev too\n',
    );
    checkout.clear();
    pipeline({ environments: [{ name: 'production' }] });
    expect((await run('plan')).err).toContain(
      'p deploys to production, but no file in .github/environments describes it',
    );
  });

  it('may not differ between pipelines about the repository', async () => {
    pipeline({ repositorySettings: { shaPinningRequired: true } });
    checkout.write(
      '.stagegate/q.json',
      JSON.stringify({
        version: 1,
        id: 'q',
        environments: [],
        repositorySettings: { shaPinningRequired: false },
      }),
    );
    expect((await run('plan')).err).toBe(
      'the pipelines of this repository want different values of shaPinningRequired: true, false\n',
    );
  });
});

describe('custom protection rules', () => {
  it('need an app that offers one', async () => {
    environment('name: dev\nprotection_apps: [silent-app]\n');
    github.state.environments.push(fakeEnvironment('dev'));
    const { err } = await run('plan');
    expect(err).toContain(
      'dev: the app silent-app offers no deployment protection rule here; available are: datadog, honeycomb',
    );
    environment('name: new\nprotection_apps: [no-such-app]\n');
    expect((await run('plan')).err).toBe('new: there is no GitHub App no-such-app\n');
  });
});

describe('administrators', () => {
  const file = 'name: dev\nadmins_can_bypass: false\n';

  it('are left alone without --admin-bypass', async () => {
    environment(file);
    const { code, out } = await run('apply', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('note: dev: admins_can_bypass is neither compared nor set without --admin-bypass');
    expect(written()[0].body).not.toHaveProperty('can_admins_bypass');
  });

  it('are kept out with it', async () => {
    environment(file);
    expect((await run('apply', '--yes', '--admin-bypass')).code).toBe(0);
    expect(github.state.environments[0].adminsCanBypass).toBe(false);
    expect((await run('check', '--admin-bypass')).code).toBe(0);
  });

  it('are noticed where GitHub lets them in while we write something else', async () => {
    environment('name: dev\nwait_timer: 5\n');
    github.state.environments.push(fakeEnvironment('dev', { adminsCanBypass: false }));
    github.onChange = () => {
      github.state.environments[0].adminsCanBypass = true;
    };
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(err).toContain(
      'dev: administrators may bypass its rules now; before they could not\n→ apply --admin-bypass',
    );
  });
});

describe('reading back', () => {
  it('tells where GitHub accepted everything and did something else', async () => {
    environment('name: dev\nreviewers: {users: [ada, bob]}\n');
    github.onChange = () => {
      github.state.environments[0].reviewers.pop();
    };
    const { code, err } = await run('apply', '--yes');
    expect(code).toBe(1);
    expect(err).toContain('GitHub accepted everything and shows something else:');
    expect(err).toContain('~ reviewers: user ada → user ada, user bob');
  });
});

describe('long lists', () => {
  it('are read to their end', async () => {
    const names = Array.from({ length: 95 }, (_, index) => `V${index}`);
    environment(`name: dev\nbranches: [main]\nvariables:\n${names.map((name) => `  ${name}: x\n`).join('')}`);
    github.state.environments.push(
      ...Array.from({ length: 130 }, (_, index) => fakeEnvironment(`e${index}`)),
      fakeEnvironment('dev', {
        refs: 'listed',
        policies: Array.from({ length: 101 }, (_, index) => ({
          id: index,
          type: 'branch' as const,
          name: index === 100 ? 'main' : `b${index}`,
        })),
        variables: new Map(names.map((name) => [name, 'x'])),
      }),
    );
    const plan = JSON.parse((await run('plan', '--json')).out);
    expect(plan.unmanaged).toHaveLength(130);
    expect(plan.sections[0].operations).toHaveLength(100);
    expect(plan.sections[0].operations[99].title).toBe('stop branch b99 from deploying to dev');
  });
});
