import { describe, expect, it } from 'vitest';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  Toolchain,
} from '../../src';
import type { IdentityModel } from '../../src/model/pipeline-model';
import { oidcSubjects } from '../../src/render/oidc-subjects';
import { emptyProject } from '../support/payment-api';
import { synthesized, told, withCharts } from '../support/synthesize';

const identity = (settings: Partial<IdentityModel>): IdentityModel => ({
  provider: 'aws',
  role: 'AWS_PROD_ROLE',
  audience: 'sts.amazonaws.com',
  usedBy: ['deploy-production'],
  environment: null,
  refs: [],
  mayDo: 'deploy',
  ...settings,
});
const acme = { repository: 'acme/payment-api', ownerId: 77, repositoryId: 4242 };

describe('oidcSubjects', () => {
  it('names the environment where the job has one, whatever ref it runs on', () => {
    expect(oidcSubjects(identity({ environment: 'production', refs: ['refs/heads/main'] }), acme)).toEqual({
      classic: ['repo:acme/payment-api:environment:production'],
      immutable: ['repo:acme@77/payment-api@4242:environment:production'],
    });
  });

  it('names each ref once where there is no environment', () => {
    const refs = ['refs/heads/main', 'main', 'refs/tags/v1', 'pull_request', 'refs/pull/*/merge'];
    expect(oidcSubjects(identity({ refs }), acme).classic).toEqual([
      'repo:acme/payment-api:ref:refs/heads/main',
      'repo:acme/payment-api:ref:refs/tags/v1',
      'repo:acme/payment-api:pull_request',
    ]);
  });

  it('escapes the colon, which separates the parts', () => {
    expect(oidcSubjects(identity({ environment: 'prod:eu' }), acme).classic).toEqual([
      'repo:acme/payment-api:environment:prod%3Aeu',
    ]);
  });

  it('leaves open what is not known', () => {
    expect(oidcSubjects(identity({ environment: 'dev' }), { repository: 'acme/payment-api' }).immutable).toEqual([
      'repo:acme@OWNER_ID/payment-api@REPOSITORY_ID:environment:dev',
    ]);
    expect(oidcSubjects(identity({ environment: 'dev' }), { repository: null }).classic).toEqual([
      'repo:OWNER/NAME:environment:dev',
    ]);
  });
});

describe('the page', () => {
  const aws = (roleVariable: string) => Credentials.awsOidc({ roleVariable, region: 'eu-central-1' });

  /** Releases from two kinds of branches and from tags; two environments share the name of a variable. */
  function pageOf(repository: string | undefined, deploys: boolean): { page: string; findings: string[] } {
    const project = withCharts(emptyProject(), 'charts/app');
    const branches = ['main', 'release/*'];
    const pipeline = new Pipeline(project, 'app', {
      toolchain: Toolchain.node({ version: '22' }),
      branches,
      tags: ['v*', 'stable'],
      repository,
    });
    new BuildStage(pipeline, 'build', {
      registry: ContainerRegistry.ecr({ credentials: aws('PUSH_ROLE') }),
      repository: 'app',
    });
    new ParallelValidate(pipeline, 'validate');
    new IntegrationStage(pipeline, 'integration', {});
    for (const environment of deploys ? ['staging/eu', 'production'] : []) {
      new DeployEnvironment(pipeline, environment.replace('/', '-'), {
        environment,
        promotion:
          environment === 'production'
            ? Promotion.manual({ reviewers: [Reviewer.user('ada')] })
            : Promotion.automatic({ branches: ['main'] }),
        cluster: Cluster.eks({ name: 'cluster', credentials: aws('DEPLOY_ROLE') }),
        release: HelmRelease.chart('charts/app', { namespace: 'app' }),
      });
    }
    const { files, findings } = synthesized(pipeline);
    const page = files.find(({ path }) => path === 'docs/pipelines/app.md')?.content ?? '';
    return { page, findings: told(findings.filter(({ rule }) => rule === 'known-repository')) };
  }

  const row = (page: string, role: string, job: string) =>
    page
      .split('\n')
      .find((line) => line.startsWith(`| \`${role}\``) && line.includes(`\`${job}\``))
      ?.match(/`repo:[^`]*`/g)
      ?.map((subject) => subject.slice(1, -1));

  it('prints both forms for every role: refs where there is no environment, else the environment alone', () => {
    const { page, findings } = pageOf('acme/app', true);
    const contexts = ['refs/heads/main', 'refs/heads/release/*', 'refs/tags/v*', 'refs/tags/stable'];
    expect(row(page, 'PUSH_ROLE', 'build')).toEqual([
      ...contexts.map((ref) => `repo:acme/app:ref:${ref}`),
      ...contexts.map((ref) => `repo:acme@OWNER_ID/app@REPOSITORY_ID:ref:${ref}`),
    ]);
    expect(row(page, 'DEPLOY_ROLE', 'deploy-staging-eu')).toEqual([
      'repo:acme/app:environment:staging/eu',
      'repo:acme@OWNER_ID/app@REPOSITORY_ID:environment:staging/eu',
    ]);
    expect(row(page, 'DEPLOY_ROLE', 'deploy-production')).toEqual([
      'repo:acme/app:environment:production',
      'repo:acme@OWNER_ID/app@REPOSITORY_ID:environment:production',
    ]);
    expect(page).toContain('A subject with `*` is a pattern');
    expect(findings).toEqual([]);
  });

  it('compares patterns as patterns in the policy that it shows', () => {
    const { page } = pageOf('acme/app', false);
    const [, policy] = page.match(/```json\n([\s\S]*?)```/) ?? [];
    expect(JSON.parse(policy).Condition).toEqual({
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      StringLike: {
        'token.actions.githubusercontent.com:sub': [
          'repo:acme/app:ref:refs/heads/main',
          'repo:acme/app:ref:refs/heads/release/*',
          'repo:acme/app:ref:refs/tags/v*',
          'repo:acme/app:ref:refs/tags/stable',
        ],
      },
    });
  });

  it('says so where the repository is not known', () => {
    const { page, findings } = pageOf(undefined, true);
    expect(row(page, 'DEPLOY_ROLE', 'deploy-production')).toEqual([
      'repo:OWNER/NAME:environment:production',
      'repo:OWNER@OWNER_ID/NAME@REPOSITORY_ID:environment:production',
    ]);
    expect(page).toContain('OWNER/NAME stands for the repository, which was not known when this page was written.');
    expect(findings).toEqual([
      'info known-repository app: the repository is not known, so the subjects of 3 roles are printed with OWNER/NAME',
    ]);
  });
});
