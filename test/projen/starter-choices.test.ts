import { describe, expect, it } from 'vitest';
import { starterChoices } from '../../src/projen/starter-choices';
import { starterChart, starterProgram } from '../../src/projen/starter-files';

describe('starterChoices', () => {
  it('asks for nothing but a name', () => {
    expect(starterChoices({ name: 'orders' })).toEqual({
      service: 'orders',
      language: 'node',
      registry: 'ghcr',
      region: 'us-east-1',
      owner: 'your-organization',
      approvers: 'approvers',
      projectOptions: { name: 'orders' },
    });
  });

  it.each([
    ['@acme/Payment API', 'acme-payment-api'],
    ['2nd.service', 'nd-service'],
    ['-a-', 'a'],
    ['🚀', 'service'],
    ['Café Übersicht', 'cafe-ubersicht'],
    ['x'.repeat(300), 'x'.repeat(40)],
  ])('makes of %s a name that everything takes', (name, service) => {
    expect(starterChoices({ name }).service).toBe(service);
  });

  it.each([
    [{ language: 'cobol' }, 'language  PipelineProject  got "cobol"; allowed are node, python, go, java'],
    [{ registry: 'quay' }, 'registry  PipelineProject  got "quay"; allowed are ecr, ghcr'],
    [{ region: "x' });" }, 'region  PipelineProject  got "x\' });" for region'],
    [{ owner: 'acme/orders' }, 'owner  PipelineProject  got "acme/orders" for owner'],
    [{ approvers: 'the leads' }, 'approvers  PipelineProject  got "the leads" for approvers'],
  ])('refuses %j', (options, told) => {
    expect(() => starterChoices({ name: 'orders', ...options })).toThrow(told);
  });
});

describe('starterProgram', () => {
  it('hands on the options of the project', () => {
    const program = starterProgram(
      starterChoices({ name: 'orders', commitGenerated: false, projenCommand: "pj '$&'" }),
      'npm',
    );
    expect(program).toContain(
      `new PipelineProject({ name: 'orders', commitGenerated: false, projenCommand: "pj '$&'" });`,
    );
  });

  it.each([
    ['node', 'npm', 'ghcr', "{ version: '22' }"],
    ['node', 'pnpm', 'ecr', "{ version: '22', packageManager: NodePackageManager.PNPM }"],
    ['node', 'yarn', 'ghcr', "{ version: '22', packageManager: NodePackageManager.YARN }"],
    ['node', 'yarn1', 'ghcr', "{ version: '22', packageManager: NodePackageManager.YARN_CLASSIC }"],
    ['python', 'uv', 'ecr', "{ version: '3.13' }"],
    ['python', 'poetry', 'ghcr', "{ version: '3.13', packageManager: PythonPackageManager.POETRY }"],
    ['python', 'pip', 'ecr', "{ version: '3.13', packageManager: PythonPackageManager.PIP }"],
    ['go', 'go', 'ghcr', "{ version: '1.27' }"],
    ['java', 'maven', 'ecr', "{ version: '21' }"],
    ['java', 'gradle', 'ghcr', "{ version: '21', buildTool: JavaBuildTool.GRADLE }"],
  ])('says what %s by %s with %s needs, and only that', (language, tool, registry, options) => {
    const program = starterProgram(starterChoices({ name: 'orders', language, registry }), tool);
    expect(program.match(/toolchain: .*/g)).toEqual([`toolchain: Toolchain.${language}(${options}),`]);
    expect(program.match(/\w+(?=,$)/gm)?.filter((name) => /Manager|Tool$/.test(name)) ?? []).toEqual(
      options.match(/\w+(?=\.[A-Z])/g) ?? [],
    );
    expect(program.match(/registry: .*/g)).toEqual([expect.stringContaining(`ContainerRegistry.${registry}(`)]);
    expect(program.includes('Credentials')).toBe(registry === 'ecr');
    expect(program).not.toMatch(/__[A-Z_]+__|\/\/:|\n\n\n/);
  });
});

describe('starterChart', () => {
  it('is named like the service', () => {
    const files = starterChart(starterChoices({ name: 'orders' }));
    expect(files.map(({ path }) => path).sort()).toEqual([
      'Chart.yaml',
      'templates/_helpers.tpl',
      'templates/deployment.yaml',
      'templates/migration.yaml',
      'templates/service.yaml',
      'values.schema.json',
      'values.yaml',
    ]);
    expect(files.find(({ path }) => path === 'Chart.yaml')?.content).toContain('\nname: orders\n');
  });
});
