import { describe, expect, it } from 'vitest';
import type { IdentityModel } from '../../src/model/pipeline-model';
import { oidcSubjects } from '../../src/render/oidc-subjects';

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
