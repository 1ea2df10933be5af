import { type ConcurrencyQueue, Duration, PermissionLevel, PermissionScope, ServiceContainer } from '../../src';
import { describeRefusals } from '../support/errors';
import { smallTree } from '../support/small-tree';

describeRefusals('a job', {
  'a timeout of six hours and a minute': [
    () => smallTree({ job: { timeout: Duration.minutes(361) } }),
    'job-timeout  api/own/extra  got a timeout of 361 minutes; allowed are whole minutes from 1 to 360',
    'choose a timeout above the budget',
  ],
  'no budget at all': [
    () => smallTree({ job: { budget: Duration.minutes(0) } }),
    'job-budget  api/own/extra  got a budget of 0 minutes; allowed is more than 0',
    'choose a budget',
  ],
  "a variable that is the runner's": [
    () => smallTree({ job: { env: { RUNNER_TEMP: 'x' } } }),
    'env-name  api/own/extra  got the environment variable "RUNNER_TEMP"; allowed are letters, digits and \'_\', not starting with a digit, GITHUB_ or RUNNER_',
    'choose another name',
  ],
  'a prototype for a variable': [
    () => smallTree({ job: { env: { ['__proto__']: 'x' } } }),
    'env-name  api/own/extra  got the environment variable "__proto__"; allowed are letters, digits and \'_\', not starting with a digit, GITHUB_ or RUNNER_',
    'choose another name',
  ],
  'a number for a variable': [
    () => smallTree({ job: { env: { A: 1 as unknown as string } } }),
    'option-kind  api/own/extra  got 1 for "env.A"; allowed is a text',
    'put it in quotes',
  ],
  'a queue of another word': [
    () => smallTree({ job: { concurrency: { group: 'One', queue: 'all' as ConcurrencyQueue } } }),
    'option-kind  api/own/extra  got "all" for "concurrency.queue"; allowed is a ConcurrencyQueue',
    'choose ConcurrencyQueue.SINGLE or ConcurrencyQueue.MAX',
  ],
  'an output with brackets': [
    () => smallTree({ job: { outputs: { a: '${{ steps.a.outputs.b }}' } } }),
    'job-output  api/own/extra  got the output "a": "${{ steps.a.outputs.b }}"; a name has letters, digits, \'-\' and \'_\', its value is an expression without ${{ }}',
    "such as { count: 'steps.test.outputs.count' }",
  ],
  'a gate that may fail': [
    () => smallTree({ job: { blocking: false, vouches: ['licences-checked'] } }),
    'vouching-job  api/own/extra  vouches for "licences-checked" with \'blocking: false\': a job that may fail is no gate',
    "leave 'blocking' or 'vouches' away",
  ],
  'a shell that no runner has': [
    () => smallTree({ job: { shell: 'bsh' } }),
    'shell  api/own/extra  got the shell "bsh"; allowed are bash, sh, pwsh, python, cmd, powershell, or a command with {0} for the script',
    "such as 'bash' or 'perl {0}'",
  ],
  'two services of one name': [
    () => smallTree({ job: { services: [ServiceContainer.redis(), ServiceContainer.redis({ hostPort: 1 })] } }),
    'service-twice  api/own/extra  has two services with the name "redis"',
    'give one of them another name',
  ],
  'two services on one port': [
    () => smallTree({ job: { services: [ServiceContainer.redis(), ServiceContainer.redis({ name: 'b' })] } }),
    'service-twice  api/own/extra  has two services with the hostPort 6379',
    'give one of them another hostPort',
  ],
  'two services with one variable': [
    () => smallTree({ job: { services: [ServiceContainer.postgres(), ServiceContainer.mysql({ name: 'legacy' })] } }),
    'service-twice  api/own/extra  has two services with the variable "DATABASE_URL"',
    "give one of them another 'urlVariable', or name in 'jobEnv'",
  ],
  'id-token: read': [
    () =>
      smallTree({
        job: { permissions: [{ scope: PermissionScope.ID_TOKEN, level: PermissionLevel.READ, reason: 'x' }] },
      }),
    'permission-level  api/own/extra  asks for id-token: read; GitHub knows only write',
    'ask for write',
  ],
  'a right without reason': [
    () =>
      smallTree({
        job: { permissions: [{ scope: PermissionScope.CHECKS, level: PermissionLevel.READ, reason: ' ' }] },
      }),
    'permission-reason  api/own/extra  asks for checks: read without a reason',
    'say what the job needs it for',
  ],
  'a matrix of nothing': [
    () => smallTree({ job: { matrix: { dimensions: {} } } }),
    'matrix-dimensions  api/own/extra  got a matrix without dimensions',
    'give each dimension its values, or leave the matrix away',
  ],
  'an empty dimension': [
    () => smallTree({ job: { matrix: { dimensions: { os: [] } } } }),
    'matrix-dimensions  api/own/extra  got no value for the dimension "os"',
    'give each dimension its values, or leave the matrix away',
  ],
  'no leg at a time': [
    () => smallTree({ job: { matrix: { dimensions: { os: ['a'] }, maxParallel: 0 } } }),
    'matrix-parallel  api/own/extra  got 0 legs at the same time; allowed are whole numbers, at least 1',
    'choose a number of legs',
  ],
  'half of a login': [
    () => smallTree({ job: { container: { image: 'x', username: 'u' } } }),
    'container-credentials  api/own/extra  got only a username for the container; allowed are both or none',
    'give both, or leave both away for a public image',
  ],
  'a group without name': [
    () => smallTree({ job: { concurrency: { group: ' ' } } }),
    'concurrency-group  api/own/extra  got an empty concurrency group',
    'name what never runs at the same time',
  ],
  'a cache of nothing': [
    () => smallTree({ job: { caches: [{ id: 'c', paths: [], key: 'k' }] } }),
    'job-cache  api/own/extra  got the cache "c" without paths',
    'name both',
  ],
});
