import { javascript, typescript } from 'projen';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  Notifier,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  ServiceContainer,
  SmokeTest,
  Toolchain,
} from 'stagegate';

const project = new typescript.TypeScriptAppProject({
  name: 'payment-api',
  description: 'Takes payment orders over HTTP, once each, and keeps them in PostgreSQL',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  projenrcTs: true,
  projenVersion: '0.103.25',
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },
  typescriptVersion: '~6.0.3',
  tsconfig: {
    compilerOptions: {
      target: 'ES2022',
      lib: ['es2022'],
      module: 'node20',
      declaration: false,
      noUncheckedIndexedAccess: true,
    },
  },

  // Every range is written out, so that a synthesis without node_modules writes the same package.json.
  deps: [
    '@redis/client@^6.3.1',
    'ajv@^8.20.0',
    'ajv-formats@^3.0.1',
    'close-with-grace@^2.5.0',
    'fastify@^5.12.8',
    'node-pg-migrate@^9.0.0',
    'pg@^8.23.1',
  ],
  devDeps: [
    '@eslint/js@^10.0.1',
    '@seriousme/openapi-schema-validator@^2.11.0',
    '@types/node@^20',
    '@types/pg@^8.23.1',
    'constructs@^10.5.0',
    'eslint@^10.15.0',
    'tsx@^4.23.15',
    'typescript-eslint@^8.73.0',
    'vitest@^4.1.12',
    'yaml@^2.9.0',
  ],

  // ESLint has a flat configuration of its own, eslint.config.mjs; projen would write the legacy form.
  eslint: false,
  prettier: true,
  prettierOptions: { settings: { singleQuote: true, printWidth: 110 } },
  jest: false,
  sampleCode: false,
  licensed: false,
  npmignoreEnabled: false,
  github: false,
  release: false,
  depsUpgrade: false,
});

project.addDevDeps('prettier@^3.10.1'); // projen asks for any version
project.package.addField('private', true);
project.addGitIgnore('/junit.xml');
project.addGitIgnore('/performance.json');

// The image holds no projen, and these two run in it: plain scripts, not tasks.
project.addScripts({
  start: 'node lib/main.js',
  'db:migrate': 'node-pg-migrate up --advisory-lock-mode wait --no-verbose',
});

const formatted = 'src test/**/*.ts openapi.yaml eslint.config.mjs .projenrc.ts README.md';
project.addTask('format', { description: 'Format the sources', exec: `prettier --write ${formatted}` });
project.addTask('format:check', {
  description: 'Fail when a file is not formatted',
  exec: `prettier --check ${formatted}`,
});
project.addTask('lint', {
  description: 'Lint and type-check the sources and the tests',
  steps: [{ exec: 'eslint --max-warnings 0 .' }, { exec: 'tsc --noEmit --project test/tsconfig.json' }],
});
const unit = project.addTask('test:unit', {
  description: 'Unit tests; the report is junit.xml',
  exec: 'vitest run test/unit --reporter=default --reporter=junit --outputFile.junit=junit.xml',
  receiveArgs: true,
});
project.addTask('test:integration', {
  description: 'Against DATABASE_URL and REDIS_URL, and the service at SERVICE_URL where that is set',
  exec: 'vitest run test/integration --no-file-parallelism',
  receiveArgs: true,
});
project.addTask('test:contract', {
  description: 'Every answer against openapi.yaml, from SERVICE_URL where that is set',
  exec: 'vitest run test/contract',
  receiveArgs: true,
});
project.addTask('test:performance', {
  description: 'Measure the service, from SERVICE_URL where that is set, into performance.json',
  exec: 'tsx test/performance/measure.ts',
});
project.testTask.spawn(unit);

const aws = (role: string) => Credentials.awsOidc({ roleVariable: role, region: 'ap-south-1' });

const pipeline = new Pipeline(project, 'payment-api', {
  toolchain: Toolchain.node({
    version: '22',
    commands: { unitTest: 'npm run test:unit', unitTestReport: 'junit.xml' },
  }),
  notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })],
  repository: 'acme/payment-api',
  rollback: true, // a workflow that takes an environment back to an image that once ran there
});

new BuildStage(pipeline, 'build', {
  registry: ContainerRegistry.ecr({ credentials: aws('AWS_DEPLOY_ROLE') }),
  repository: 'payment-api',
});
new ParallelValidate(pipeline, 'validate'); // unit-test, lint, security-scan, unless told otherwise
new IntegrationStage(pipeline, 'integration', {
  services: [ServiceContainer.postgres({ database: 'payment_test' }), ServiceContainer.redis()],
  migrate: 'npm run db:migrate',
});

const release = (environment: string, values: Record<string, unknown>) =>
  HelmRelease.chart('charts/payment-api', {
    namespace: `payment-api-${environment}`,
    values,
    migrationCommand: ['npm', 'run', 'db:migrate'],
  });

new DeployEnvironment(pipeline, 'dev', {
  promotion: Promotion.automatic(),
  cluster: Cluster.eks({ name: 'dev-cluster', credentials: aws('AWS_DEV_ROLE') }),
  release: release('dev', { replicaCount: 1 }),
  smokeTest: SmokeTest.http('/health'),
});
new DeployEnvironment(pipeline, 'staging', {
  promotion: Promotion.automatic({ branches: ['main'] }),
  url: 'https://staging.payment.internal',
  cluster: Cluster.eks({ name: 'staging-cluster', credentials: aws('AWS_STAGING_ROLE') }),
  release: release('staging', { replicaCount: 2 }),
  smokeTest: SmokeTest.http('/health'),
});
new DeployEnvironment(pipeline, 'production', {
  promotion: Promotion.manual({ reviewers: [Reviewer.team('acme/payments-leads')], preventSelfReview: true }),
  url: 'https://api.payment.example',
  cluster: Cluster.eks({ name: 'prod-cluster', credentials: aws('AWS_PROD_ROLE') }),
  release: release('production', { replicaCount: 6 }),
  smokeTest: SmokeTest.http('/health'),
});

project.synth();
