import { expect, test } from 'vitest';
import { namedEnvironments } from '../../../src/checks/rules/named-environments';
import { Severity } from '../../../src/policy/finding';
import { describeCheck, findingsFor, oneJob } from '../support/describe-check';

const running = (environment: string | undefined, deploysTo: string | null = null) =>
  oneJob(
    { ...(environment ? { environment: { name: environment } } : {}), model: { deploysTo } },
    { environments: [{ name: 'production', job: 'work' }] },
  );

const changing = (run: string, uses?: string, env?: Record<string, string>, permissions = {}) =>
  oneJob({
    permissions,
    steps: [...(uses ? [{ id: 'login', uses }] : []), { id: 'go', run, ...(env ? { env } : {}) }],
  });
const KUBECONFIG = { KUBECONFIG: '${{ secrets.KUBECONFIG }}' };
const OUTSIDE =
  'sample/work: step "go" of job "work" changes what runs outside of every environment: no gate and no reviewer stands before it';
const AWS = `aws-actions/configure-aws-credentials@${'0'.repeat(40)}`;

describeCheck(namedEnvironments, {
  passes: {
    'a cluster that the job made for itself': changing('kind create cluster && kubectl apply --filename test.yaml'),
    'such a cluster beside a secret of something else': changing(
      'k3d cluster create && helm install api charts/api',
      undefined,
      { TOKEN: '${{ secrets.REGISTRY_TOKEN }}' },
    ),
    'nothing that it could sign in with': changing('kubectl apply --filename test.yaml'),
    'a look at a real one': changing('kubectl get pods', AWS),
    'a deployment in its environment': running('production', 'production'),
    'in another case, which GitHub ignores': running('Production', 'production'),
    'a job without an environment': running(undefined),
    'a job in an environment of the pipeline': running('production'),
  },
  fails: {
    'a deployment in disguise': [changing('helm upgrade api charts/api --install', AWS), OUTSIDE],
    'by a secret': [changing('kubectl set image deployment/api api=acme/api', undefined, KUBECONFIG), OUTSIDE],
    'by the token of the run': [
      changing('aws ecs update-service --force-new-deployment', undefined, undefined, { 'id-token': 'write' }),
      OUTSIDE,
    ],
    'in the command of another shell': [changing('bash -ec "helm upgrade api charts/api"', AWS), OUTSIDE],
    'a deployment in no environment': [
      running(undefined, 'production'),
      'sample/work: job "work" deploys to production, but runs in no environment: nothing protects the deployment',
    ],
    'a deployment in another environment': [
      running('prodction', 'production'),
      'sample/work: job "work" deploys to production, but runs in environment "prodction": nothing protects the deployment',
    ],
    'a name that only the run knows': [
      running('${{ vars.ENVIRONMENT }}', 'production'),
      'sample/work: job "work" runs in the environment "${{ vars.ENVIRONMENT }}"; allowed is a name that is the same in every run',
    ],
    'an environment that nobody protects': [
      running('prodution'),
      'sample/work: job "work" runs in environment "prodution", which no deployment of the pipeline protects; did you mean "production"?',
    ],
  },
});

test('an environment that another file may protect is a warning', () => {
  expect(findingsFor(namedEnvironments, running('pages')).map(({ severity }) => severity)).toEqual([Severity.WARNING]);
});
