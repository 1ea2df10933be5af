import { describe, expect, test } from 'vitest';
import { Duration, ServiceContainer, SmokeTest } from '../../src';
import { describeRefusals } from '../support/errors';
import { smallTree } from '../support/small-tree';
import { jobOf } from '../support/synthesize';

describe('ServiceContainer', () => {
  test.each([
    [
      ServiceContainer.postgres({ database: 'payment_test', hostPort: 5433 }),
      'postgres',
      ['5433:5432'],
      { DATABASE_URL: 'postgresql://test:test@localhost:5433/payment_test' },
      'pg_isready --username test --dbname payment_test',
    ],
    [
      ServiceContainer.mysql({ user: 'app', password: 'pw', name: 'db', urlVariable: 'DB' }),
      'db',
      ['3306:3306'],
      { DB: 'mysql://app:pw@localhost:3306/test' },
      'mysqladmin ping --host 127.0.0.1 --user app --password=pw',
    ],
    [ServiceContainer.redis(), 'redis', ['6379:6379'], { REDIS_URL: 'redis://localhost:6379' }, 'redis-cli ping'],
    [
      ServiceContainer.of({ name: 'queue', image: 'queue:1', port: 80, healthCommand: 'true', jobEnv: { QUEUE: 'x' } }),
      'queue',
      ['80:80'],
      { QUEUE: 'x' },
      'true',
    ],
  ])('%# has ports, a health check and its URL', (service, name, ports, jobEnv, health) => {
    const model = service._toModel();
    expect([model.name, model.container.ports, model.jobEnv]).toEqual([name, ports, jobEnv]);
    expect(model.container.options).toBe(
      `--health-cmd "${health}" --health-interval 5s --health-timeout 5s --health-retries 10`,
    );
  });
});

test('in a job that runs in a container its name is its host', () => {
  const jobEnvOf = (service: ServiceContainer) => service._toModel(true).jobEnv;
  expect(jobEnvOf(ServiceContainer.postgres({ name: 'db', hostPort: 5433 }))).toEqual({
    DATABASE_URL: 'postgresql://test:test@db:5432/test',
  });
  expect(jobEnvOf(ServiceContainer.mysql())).toEqual({ DATABASE_URL: 'mysql://test:test@mysql:3306/test' });
  expect(jobEnvOf(ServiceContainer.redis({ hostPort: 1 }))).toEqual({ REDIS_URL: 'redis://redis:6379' });
  const { pipeline } = smallTree({
    job: { container: { image: 'node:22' }, services: [ServiceContainer.redis()] },
  });
  expect(jobOf(pipeline, 'extra').env).toEqual({ REDIS_URL: 'redis://redis:6379' });
});

const service = (options = {}) =>
  ServiceContainer.of({ name: 'queue', image: 'queue:1', port: 80, healthCommand: 'true', ...options });

test('a service of one’s own may be private, and mount volumes', () => {
  const own = service({ env: { A: 'b' }, volumes: ['/a:/b'], username: 'u', password: '${{ secrets.P }}' });
  expect(own._toModel().container).toMatchObject({
    image: 'queue:1',
    credentials: { username: 'u', password: '${{ secrets.P }}' },
    env: { A: 'b' },
    volumes: ['/a:/b'],
  });
});

describeRefusals('ServiceContainer', {
  'half of a login': [
    () => service({ password: 'p' }),
    "service-login  ServiceContainer 'queue'  got only a password; allowed are both or none",
    'give both, or leave both away for a public image',
  ],
  'a name with a dot': [
    () => service({ name: 'my.queue' }),
    "service-name  ServiceContainer  got the name \"my.queue\"; allowed are letters, digits, '-' and '_'",
    'choose another name',
  ],
  'no image': [
    () => service({ image: ' ' }),
    'service-image  ServiceContainer \'queue\'  got the image " "',
    "give an image such as 'postgres:17.6-alpine'",
  ],
  'port 0': [
    () => service({ port: 0 }),
    "service-port  ServiceContainer 'queue'  got the port 0; allowed is 1 to 65535",
    'choose a port',
  ],
  'a port beyond the last': [
    () => ServiceContainer.redis({ hostPort: 65_536 }),
    "service-port  ServiceContainer 'redis'  got the port 65536; allowed is 1 to 65535",
    'choose a port',
  ],
  'a quote in the health command': [
    () => service({ healthCommand: 'test "x"' }),
    'service-health  ServiceContainer \'queue\'  got the health command "test \\"x\\""; allowed is one line without double quotes',
    'give the command that succeeds when the service is ready',
  ],
  'a password that breaks the URL': [
    () => ServiceContainer.postgres({ password: 'p@ss' }),
    "service-credentials  ServiceContainer  got \"p@ss\"; database, user and password stand in a URL: letters, digits, '_', '.', '~' and '-'",
    'choose a plain name: it guards nothing beyond the job',
  ],
});

test('SmokeTest.http is patient, and knows how long that takes', () => {
  expect(SmokeTest.http('/health')._toModel()).toMatchObject({
    proves: 'answers',
    minutes: 3,
    request: { path: '/health', inCluster: undefined, attempts: 12, delaySeconds: 5, requestSeconds: 5 },
  });
});

describeRefusals('SmokeTest', {
  'a path without a slash': [
    () => SmokeTest.http('health'),
    'smoke-test-path  SmokeTest.http  got "health"; allowed is a path that starts with \'/\', without blanks',
    "such as '/health'",
  ],
  'no attempt': [
    () => SmokeTest.http('/', { attempts: 0 }),
    'smoke-test-attempts  SmokeTest.http  got 0; allowed are 1 to 100',
    'choose a number of attempts',
  ],
  'half a second': [
    () => SmokeTest.http('/', { requestTimeout: Duration.seconds(0.5) }),
    'smoke-test-time  SmokeTest.http  got 0.5 seconds for requestTimeout; allowed are whole seconds from 1',
    'round it',
  ],
});
