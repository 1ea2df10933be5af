import { describe, expect, test } from 'vitest';
import { Cluster, ContainerRegistry, Credentials, Notifier } from '../../src';
import { idsOf, stepsOf } from '../support/contribution';
import { describeRefusals } from '../support/errors';

const aws = Credentials.awsOidc({ roleVariable: 'ROLE', region: 'eu-central-1' });

describe('Credentials.awsOidc', () => {
  const { permissions, settings, identities } = aws.signIn('to push', 'push to `x`');
  test('asks for a token, a role and a trust policy', () => {
    expect(permissions).toEqual([{ scope: 'id-token', level: 'write', reason: 'assume ROLE to push' }]);
    expect(settings).toEqual([{ name: 'ROLE', kind: 'variable', description: 'ARN of the AWS role' }]);
    expect(identities).toEqual([
      { provider: 'AWS', role: 'ROLE', audience: 'sts.amazonaws.com', mayDo: 'push to `x`' },
    ]);
  });
  test('signs in with the role, never with a key', () => {
    const [step] = stepsOf(aws.signIn('', ''));
    expect(step?.with).toEqual({ 'role-to-assume': '${{ vars.ROLE }}', 'aws-region': 'eu-central-1' });
  });
});

describeRefusals('Credentials', {
  'a role by its ARN': [
    () => Credentials.awsOidc({ roleVariable: 'arn:aws:iam::1:role/x', region: 'eu-central-1' }),
    'setting-name  Credentials.awsOidc  got roleVariable "arn:aws:iam::1:role/x"; a name has letters, digits and \'_\', no leading digit and no leading GITHUB_',
    'name the variable or secret as it stands in GitHub',
  ],
  "a name that is GitHub's": [
    () => Credentials.awsOidc({ roleVariable: 'github_role', region: 'eu-central-1' }),
    'setting-name  Credentials.awsOidc  got roleVariable "github_role"; a name has letters, digits and \'_\', no leading digit and no leading GITHUB_',
    'name the variable or secret as it stands in GitHub',
  ],
  'no region': [
    () => Credentials.awsOidc({ roleVariable: 'ROLE', region: 'Frankfurt' }),
    'aws-region  Credentials.awsOidc  got the region "Frankfurt"',
    "give a region such as 'eu-central-1'",
  ],
});

describe('ContainerRegistry', () => {
  test('of Amazon pushes with one role and reads with another', () => {
    const registry = ContainerRegistry.ecr({
      credentials: aws,
      pullCredentials: Credentials.awsOidc({ roleVariable: 'READER', region: 'eu-central-1' }),
      hostVariable: 'REGISTRY',
    });
    expect(registry.host).toBe('${{ vars.REGISTRY }}');
    expect(registry.pushAccess('api').identities?.map(({ role }) => role)).toEqual(['ROLE']);
    expect(registry.pullAccess('api').identities?.map(({ role }) => role)).toEqual(['READER']);
    expect(idsOf(registry.pushAccess('api'))).toEqual(['credentials', 'registry']);
    expect(registry.naming().settings).toEqual([
      {
        name: 'REGISTRY',
        kind: 'variable',
        description: 'host of the registry: `<account>.dkr.ecr.<region>.amazonaws.com`',
        repositoryLevel: true,
      },
    ]);
  });
  test("of GitHub needs nothing but the workflow's token, to write only where it pushes", () => {
    const registry = ContainerRegistry.ghcr();
    expect(registry.pushAccess('acme/api').permissions?.map(({ scope, level }) => `${scope}: ${level}`)).toEqual([
      'packages: write',
    ]);
    expect(registry.pullAccess('acme/api').permissions?.map(({ scope, level }) => `${scope}: ${level}`)).toEqual([
      'packages: read',
    ]);
    expect(registry.pushAccess('acme/api').settings).toBeUndefined();
  });
  test('of any kind takes a user and a password', () => {
    const registry = ContainerRegistry.basic({
      host: 'registry.example.com:5000',
      usernameVariable: 'REGISTRY_USER',
      passwordSecret: 'REGISTRY_TOKEN',
    });
    const access = registry.pushAccess('api');
    expect(stepsOf(access)[0]?.with).toEqual({
      registry: 'registry.example.com:5000',
      username: '${{ vars.REGISTRY_USER }}',
      password: '${{ secrets.REGISTRY_TOKEN }}',
    });
    expect(access.settings?.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'variable REGISTRY_USER',
      'secret REGISTRY_TOKEN',
    ]);
  });
});

describeRefusals('ContainerRegistry', {
  'a scheme': [
    () => ContainerRegistry.basic({ host: 'https://registry.example.com', usernameVariable: 'U', passwordSecret: 'P' }),
    'registry-host  ContainerRegistry.basic  got "https://registry.example.com"; allowed is a host, with a port if need be',
    "leave 'https://' and the path away",
  ],
});

describe('Cluster', () => {
  test('of Amazon is reached after signing in', () => {
    const access = Cluster.eks({ name: 'prod', credentials: aws }).access();
    expect(idsOf(access)).toEqual(['credentials', 'cluster']);
    expect(stepsOf(access)[1]?.run).toBe('aws eks update-kubeconfig --name prod');
    expect(access.identities?.[0].mayDo).toBe('`eks:DescribeCluster` on `prod`, and nothing else in AWS');
  });
  test('by kubeconfig takes it from a secret of the environment, and a context by name', () => {
    const access = Cluster.kubeconfig({ secret: 'KUBE', context: 'prod; rm -rf /' }).access();
    expect(stepsOf(access).map((step) => [step?.run, step?.env])).toEqual([
      ['bash .github/stagegate/write-kubeconfig.sh', { KUBECONFIG_DATA: '${{ secrets.KUBE }}' }],
      ['kubectl config use-context "$KUBE_CONTEXT"', { KUBE_CONTEXT: 'prod; rm -rf /' }],
    ]);
    expect(access.settings).toEqual([
      { name: 'KUBE', kind: 'secret', description: 'kubeconfig of the cluster, as text or base64' },
    ]);
  });
});

describeRefusals('Cluster', {
  'a name with a blank': [
    () => Cluster.eks({ name: 'prod cluster', credentials: aws }),
    "cluster-name  Cluster.eks  got \"prod cluster\"; EKS allows letters, digits, '-' and '_', at most 100",
    'give the name as it stands in EKS',
  ],
  ...Object.fromEntries(
    ['1.33.0', 'v1.33', 'latest'].map((version) => [
      `kubectl in the version ${version}`,
      [
        () => Cluster.kubeconfig({ secret: 'KUBE', kubectlVersion: version }),
        `kubectl-version  Cluster  got the kubectlVersion "${version}"; allowed is one whole version`,
        "such as 'v1.35.0'",
      ],
    ]),
  ),
});

test('Notifier.slack works without its secret, which stays at the repository', () => {
  const contribution = Notifier.slack({ webhookSecret: 'HOOK' }).send();
  expect(stepsOf(contribution)).toEqual([
    {
      name: 'Send it to Slack',
      id: 'send',
      env: { SLACK_WEBHOOK: '${{ secrets.HOOK }}' },
      run: 'bash .github/stagegate/send-slack.sh',
    },
  ]);
  expect(
    contribution.settings?.map(({ name, optional, repositoryLevel }) => [name, optional, repositoryLevel]),
  ).toEqual([['HOOK', true, true]]);
});
