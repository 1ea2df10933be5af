import { javascript, typescript } from 'projen';

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

// stagegate: the pipeline of this service goes here (constructs of DESIGN section 2).

project.synth();
