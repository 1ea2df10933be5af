// @ts-check
// The delivery of __SERVICE__. Change it here and run `npx projen`; docs/pipelines/__SERVICE__.md explains what it means.
const {
  BuildStage,
  Cluster,
  ContainerRegistry,
  Credentials, //: ecr
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  JavaBuildTool, //: gradle
  NodePackageManager, //: pnpm yarn yarn1
  Notifier,
  ParallelValidate,
  Pipeline,
  PipelineProject,
  Promotion,
  PythonPackageManager, //: poetry pip
  Reviewer,
  ServiceContainer,
  SmokeTest,
  Toolchain,
} = require('stagegate');

const project = new PipelineProject({ __OPTIONS__ });
project.addGitIgnore('__pycache__/'); //: python
project.addGitIgnore('.venv/'); //: python
project.addGitIgnore('/__SERVICE__'); //: go
project.addGitIgnore('target/'); //: java
project.addGitIgnore('junit.xml'); //: python

const pipeline = new Pipeline(project, '__SERVICE__', {
  toolchain: Toolchain.node({ version: '22' }), //: npm
  toolchain: Toolchain.node({ version: '22', packageManager: NodePackageManager.PNPM }), //: pnpm
  toolchain: Toolchain.node({ version: '22', packageManager: NodePackageManager.YARN }), //: yarn
  toolchain: Toolchain.node({ version: '22', packageManager: NodePackageManager.YARN_CLASSIC }), //: yarn1
  toolchain: Toolchain.python({ version: '3.13' }), //: uv
  toolchain: Toolchain.python({ version: '3.13', packageManager: PythonPackageManager.POETRY }), //: poetry
  toolchain: Toolchain.python({ version: '3.13', packageManager: PythonPackageManager.PIP }), //: pip
  toolchain: Toolchain.go({ version: '1.27' }), //: go
  toolchain: Toolchain.java({ version: '21' }), //: maven
  toolchain: Toolchain.java({ version: '21', buildTool: JavaBuildTool.GRADLE }), //: gradle
  notifiers: [Notifier.slack({ webhookSecret: 'SLACK_WEBHOOK' })], // silent until the secret is set
  repository: '__OWNER__/__SERVICE__',
  rollback: true, // a workflow that takes an environment back to an image that once ran there
});

/** @param {string} role */ //: ecr
const aws = (role) => Credentials.awsOidc({ roleVariable: role, region: '__REGION__' }); //: ecr
//: ecr
new BuildStage(pipeline, 'build', {
  registry: ContainerRegistry.ecr({ credentials: aws('AWS_DEPLOY_ROLE') }), //: ecr
  repository: '__SERVICE__', //: ecr
  registry: ContainerRegistry.ghcr(), //: ghcr
  repository: '__IMAGE_OWNER__/__SERVICE__', //: ghcr
});
new ParallelValidate(pipeline, 'validate'); // unit tests, lint and security scan
new IntegrationStage(pipeline, 'integration', {
  services: [ServiceContainer.postgres({ database: 'test' })],
  contractCommand: '', // none yet; without these two lines the job runs what the language is used to
  performanceCommand: '',
});

/** @param {string} environment */ //: ecr
const cluster = (environment) => //: ecr
  Cluster.eks({ name: `__SERVICE__-${environment}`, credentials: aws(`AWS_${environment.toUpperCase()}_ROLE`) }); //: ecr
const cluster = () => Cluster.kubeconfig({ secret: 'KUBECONFIG' }); //: ghcr
/** @type {(environment: string, values: Record<string, any>) => HelmRelease} */
const release = (environment, values) =>
  HelmRelease.chart('charts/__SERVICE__', { namespace: `__SERVICE__-${environment}`, values });

new DeployEnvironment(pipeline, 'dev', {
  promotion: Promotion.automatic(),
  cluster: cluster('dev'), //: ecr
  cluster: cluster(), //: ghcr
  release: release('dev', { replicaCount: 1 }),
  smokeTest: SmokeTest.http('/health'),
});
new DeployEnvironment(pipeline, 'staging', {
  promotion: Promotion.automatic({ branches: ['main'] }),
  cluster: cluster('staging'), //: ecr
  cluster: cluster(), //: ghcr
  release: release('staging', { replicaCount: 2 }),
  smokeTest: SmokeTest.http('/health'),
});
new DeployEnvironment(pipeline, 'production', {
  promotion: Promotion.manual({ reviewers: [Reviewer.team('__OWNER__/__APPROVERS__')] }),
  cluster: cluster('production'), //: ecr
  cluster: cluster(), //: ghcr
  release: release('production', { replicaCount: 3 }),
  smokeTest: SmokeTest.http('/health'),
});

project.synth();
