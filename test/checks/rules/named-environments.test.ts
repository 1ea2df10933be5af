import { expect, test } from 'vitest';
import { namedEnvironments } from '../../../src/checks/rules/named-environments';
import { Severity } from '../../../src/policy/finding';
import { describeCheck, findingsFor, oneJob } from '../support/describe-check';

const running = (environment: string | undefined, deploysTo: string | null = null) =>
  oneJob(
    { ...(environment ? { environment: { name: environment } } : {}), model: { deploysTo } },
    { environments: [{ name: 'production', job: 'work' }] },
  );

const changing = (run: string, uses?: string) =>
  oneJob({ steps: [...(uses ? [{ id: 'login', uses }] : []), { id: 'go', run }] });
const AWS = `aws-actions/configure-aws-credentials@${'0'.repeat(40)}`;

describeCheck(namedEnvironments, {
  passes: {
    'a cluster that the job made for itself': changing('kind create cluster && kubectl apply --filename test.yaml'),
    'a look at a real one': changing('kubectl get pods', AWS),
    'a deployment in its environment': running('production', 'production'),
    'in another case, which GitHub ignores': running('Production', 'production'),
    'a job without an environment': running(undefined),
    'a job in an environment of the pipeline': running('production'),
  },
  fails: {
    'a deployment in disguise': [
      changing('helm upgrade api charts/api --install', AWS),
      'sample/work: step "go" of job "work" changes a cluster outside of every environment: no gate and no reviewer stands before it',
    ],
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
