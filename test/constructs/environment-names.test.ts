import { describe, expect, test } from 'vitest';
import { Cluster, DeployEnvironment, SettingsFormat } from '../../src';
import { parseEnvironmentFile } from '../../src/cli/environments/files';
import { environmentFile } from '../../src/model/ids';
import { oidcSubjects } from '../../src/render/oidc-subjects';
import { parseYaml } from '../../src/util/yaml';
import { actionlintAll, githubParser } from '../support/judges';
import { aws } from '../support/payment-api';
import { smallTree } from '../support/small-tree';
import { synthesized } from '../support/synthesize';

const UNUSUAL = [
  'prod/eu ü',
  '本番',
  '🚀 prod',
  'it\'s, "so" (1) & <b>|`x`',
  'a:b #1 $(id) !~\\',
  '../a',
  'ü'.repeat(40),
];

/** Every kind of file that names an environment. */
const everything = (name: string) =>
  synthesized(
    smallTree({
      pipeline: {
        repository: 'acme/api',
        settingsFormats: [SettingsFormat.SAFE_SETTINGS, SettingsFormat.TERRAFORM],
        repositorySettings: { requireGate: true },
      },
      deploy: {
        environment: name,
        variables: { REGION: 'eu' },
        cluster: Cluster.eks({ name: 'prod', credentials: aws('PROD_ROLE') }),
      },
    }).pipeline,
  );

describe('environments', () => {
  const environmentOf = (environment: string) => smallTree({ deploy: { environment } });
  test.each([
    ['prod eu', '.github/environments/prod%20eu.yaml', 'values-prod%20eu.yaml'],
    ['prod/eu-1', '.github/environments/prod%2Feu-1.yaml', 'values-prod%2Feu-1.yaml'],
    ['1e3', '.github/environments/1e3.yaml', 'values-1e3.yaml'],
    ['on', '.github/environments/on.yaml', 'values-on.yaml'],
  ])('may be called %j', (name, settings, overlay) => {
    const { files, model } = synthesized(environmentOf(name).pipeline);
    expect(model.workflow.jobs['deploy-production'].environment).toEqual({ name });
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining([settings, overlay]));
    const file = files.find(({ path }) => path === settings);
    expect((parseYaml(file?.content ?? '') as { name: string }).name).toBe(name);
  });
  test.each([
    ['', 'a name has at least one character'],
    [' a', 'a name neither begins nor ends with a blank'],
    ['a\u00a0', 'a name neither begins nor ends with a blank'],
    ['a\nb', 'a name is one line, without characters that cannot be seen or that turn its direction'],
    ['a\u2028b', 'a name is one line, without characters that cannot be seen or that turn its direction'],
    ['a\u202eb', 'a name is one line, without characters that cannot be seen or that turn its direction'],
    ['a\ud800', 'a name is one line, without characters that cannot be seen or that turn its direction'],
    ['${{ x }}', 'a name is the same in every run, without an expression'],
    ['..', 'in the address of an API this is another folder'],
    ['prod*', "'*' and '?' would make a pattern of it in a trust policy, which admits others too"],
    ['prod?', "'*' and '?' would make a pattern of it in a trust policy, which admits others too"],
    ['a%3Ab', "'%' cannot be told from an encoded character in the subject of an OIDC token"],
    ['a'.repeat(256), 'GitHub takes at most 255 characters'],
    [
      'ü'.repeat(41),
      "as part of a file's name, where other characters than letters and digits take three to twelve, it may have 243",
    ],
  ])('may not be called %j', (name, why) => {
    expect(() => environmentOf(name)).toThrow(`; ${why}\n→ choose another name`);
    expect(() => environmentOf(name)).toThrow(/^environment-name {2}api\/production {2}got the environment/);
  });
  test.each(UNUSUAL)('called %j agree in all files', (name) => {
    const { files, model, findings } = everything(name);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const content = (path: string) => files.find((file) => file.path === path)?.content ?? '';
    const workflow = content('.github/workflows/api.yml');
    expect(githubParser(workflow)).toEqual([]);
    const { jobs } = parseYaml(workflow) as { jobs: Record<string, { environment: unknown; concurrency: unknown }> };
    expect(jobs['deploy-production'].environment).toEqual({ name });
    expect(jobs['deploy-production'].concurrency).toMatchObject({ group: `deploy-api/${name}` });
    const settings = environmentFile(name);
    expect(settings).toMatch(/^\.github\/environments\/[\w.~%-]+\.yaml$/);
    expect(parseEnvironmentFile(settings, content(settings))).toMatchObject({ name, variables: { REGION: 'eu' } });
    const document = JSON.parse(content('.stagegate/api.json')) as { environments: { name: string }[] };
    expect(document.environments.map((environment) => environment.name)).toEqual([name]);
    expect((parseYaml(content('.github/safe-settings/api.yml')) as { environments: object[] }).environments).toEqual([
      expect.objectContaining({ name }),
    ]);
    const { resource } = JSON.parse(content('.github/terraform/api.tf.json'));
    expect(Object.entries(resource.github_repository_environment)).toEqual([
      [expect.stringMatching(/^[A-Za-z_][\w-]*$/), expect.objectContaining({ environment: name })],
    ]);
    const [identity] = model.identities.filter(({ environment }) => environment !== null);
    const subject = `repo:acme/api:environment:${name.replaceAll(':', '%3A')}`;
    expect(oidcSubjects(identity, { repository: 'acme/api' }).classic).toEqual([subject]);
    const page = content('docs/pipelines/api.md');
    expect(page).toContain(settings);
    for (const table of page.split('\n\n').filter((part) => part.startsWith('| '))) {
      const widths = table.split('\n').map((row) => row.replaceAll('\\|', '').split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
  });
  test('of any script please actionlint', () => {
    const workflows = UNUSUAL.map(
      (name) => everything(name).files.find(({ path }) => path === '.github/workflows/api.yml')?.content ?? '',
    );
    expect(actionlintAll(workflows)).toEqual(UNUSUAL.map(() => []));
  });
  test('are called like their construct', () => {
    expect(environmentOf('x').deploy.environment).toBe('x');
    expect(smallTree().deploy.environment).toBe('production');
    expect(smallTree().deploy).toBeInstanceOf(DeployEnvironment);
  });
});
