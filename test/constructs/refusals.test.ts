import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  Credentials,
  DeployEnvironment,
  Duration,
  HelmRelease,
  Job,
  ParallelValidate,
  Pipeline,
  Promotion,
  Runner,
  Stage,
  Validation,
} from '../../src';
import { describeRefusals } from '../support/errors';
import { emptyProject } from '../support/payment-api';
import { smallTree } from '../support/small-tree';

const project = () => new Pipeline(emptyProject('p'), 'p');
const build = (options: object) => () => smallTree({ build: options });
const deploy = (options: object) => () => smallTree({ deploy: options });

describeRefusals('a stage', {
  'a place outside a pipeline': [
    () => new Stage(emptyProject('p'), 'x'),
    'outside-pipeline  x  Stage stands under no Pipeline',
    'give a Pipeline, or something below one, as the first argument',
  ],
  'code without a language': [
    () => new ParallelValidate(project(), 'validate'),
    "toolchain-missing  p/validate  unit-test runs the repository's code, and neither it nor the pipeline has a toolchain",
    "set 'toolchain' on the Pipeline, such as Toolchain.node({ version: '22' })",
  ],
  'a scan of nothing': [
    () => new ParallelValidate(project(), 'validate', { without: [Validation.UNIT_TEST, Validation.LINT] }),
    'image-missing  p/validate (security-scan)  works on an image, and no BuildStage stands before it',
    'declare a BuildStage first, or leave the job out',
  ],
  'leaving out what is not there': [
    () => smallTree({ validate: { without: ['scan' as Validation] } }),
    'option-kind  api/validate  got "scan" for "without[0]"; allowed is a Validation',
    'choose Validation.UNIT_TEST or Validation.LINT or Validation.SECURITY_SCAN',
  ],
  'a job after one of another stage': [
    () => {
      const { build, pipeline } = smallTree();
      new Job(new Stage(pipeline, 'two'), 'b', { after: [build.job] });
    },
    'job-after  api/two/b  waits for the job build of api/build; allowed are jobs of api/two',
    "name jobs of the same stage, or order the stages by their 'after'",
  ],
  'a job after one of another pipeline': [
    () => {
      const far = new Job(new Stage(new Pipeline(emptyProject('q'), 'q'), 'two'), 'b');
      new Job(new Stage(project(), 'two'), 'b', { after: [far] });
    },
    'job-after  p/two/b  waits for the job b of q/two; allowed are jobs of p/two',
    "name jobs of the same stage, or order the stages by their 'after'",
  ],
  'a job after a stage': [
    () => {
      const { build, pipeline } = smallTree();
      new Job(new Stage(pipeline, 'two'), 'b', { after: [build as unknown as Job] });
    },
    'option-kind  api/two/b  got a BuildStage for "after[0]"; allowed is a Job',
    'such as new Job(…)',
  ],
  'a job after one that was left out': [
    () => {
      const { validate } = smallTree({ validate: { without: [Validation.LINT] } });
      new Job(validate, 'b', { after: [validate.lint as Job] });
    },
    'option-missing  api/validate/b  got no "after[0]", which is required',
    'such as new Job(…)',
  ],
  'a job of no stage after one of a stage': [
    () => {
      const { build, pipeline } = smallTree();
      new Job(pipeline, 'stray', { after: [build.job] });
    },
    'job-after  api/stray  waits for the job build of api/build; it stands in no stage',
    "name jobs of the same stage, or order the stages by their 'after'",
  ],
  'no command for a job that runs one': [
    () => smallTree({ validate: { lint: { command: '' } } }),
    'command-empty  api/validate  got "" as the command for "lint"',
    "give a command; a job that should not run is left out by 'without' of ParallelValidate, or by making no IntegrationStage",
  ],
  'a deployment that is cut off before it could roll back': [
    deploy({ timeout: Duration.minutes(10) }),
    'deploy-timeout  api/production  got a timeout of 10 minutes; Helm, the smoke test and the way back may take 40, and a job that runs into its timeout rolls nothing back',
    'leave it away, or shorten the timeout of HelmRelease or what the smoke test may take',
  ],
  'an image by tag': [
    build({ repository: 'acme/api:latest' }),
    "image-repository  api/build  got the repository \"acme/api:latest\"; allowed are lower-case letters and digits, joined by '.', '_', '-' and '/', without host, tag and digest",
    "such as 'payment-api' or 'acme/payment-api'",
  ],
  'a build argument that would be read as two': [
    build({ buildArgs: { NOTES: 'a\nb=c' } }),
    "build-arg  api/build  got \"a\\nb=c\" for 'buildArgs.NOTES'; allowed are names of letters, digits and '_', and values of one line",
    'compute longer values in the Dockerfile',
  ],
  'a construct whose id is taken': [
    () => new ParallelValidate(smallTree().pipeline, 'build'),
    'duplicate-id  api/build  has the id of another construct beside it: "build"',
    'give one of the two another id',
  ],
  'a job whose id is that of a job of the stage': [
    () => new Job(smallTree().validate, 'lint', { steps: [] }),
    'duplicate-id  api/validate/lint  has the id of another construct beside it: "lint"',
    'give one of the two another id',
  ],
  'a platform that is none': [
    build({ platform: 'windows/amd64' }),
    'platform  api/build  got the platform "windows/amd64"; allowed are linux/amd64 and linux/arm64',
    'build one image for each platform',
  ],
  'a host in front of the name': [
    build({ repository: 'ghcr.io/acme/shop' }),
    "image-repository  api/build  got the repository \"ghcr.io/acme/shop\"; allowed are lower-case letters and digits, joined by '.', '_', '-' and '/', without host, tag and digest",
    "such as 'payment-api' or 'acme/payment-api'",
  ],
  'an image that is built before': [
    () => {
      const { pipeline } = smallTree();
      new BuildStage(pipeline, 'again', { registry: ContainerRegistry.ghcr(), repository: 'acme/api' });
    },
    'image-twice  api/again  builds "acme/api", as the job build does; both would push it under the commit SHA',
    "give one of them another 'repository'",
  ],
  'a machine of another processor': [
    build({ platform: 'linux/arm64' }),
    'image-machine  api/build  builds an image for linux/arm64 on ubuntu-24.04, a machine for linux/amd64',
    "set 'runner' to Runner.UBUNTU_24_04_ARM, here or on the Pipeline",
  ],
  'tests of an image on a machine of another processor': [
    build({ platform: 'linux/arm64', runner: Runner.UBUNTU_24_04_ARM }),
    'image-machine  api/integration  starts an image for linux/arm64 on ubuntu-24.04, a machine for linux/amd64',
    "set 'runner' to Runner.UBUNTU_24_04_ARM, here or on the Pipeline",
  ],
  'an image for another machine than that of the pipeline': [
    () => smallTree({ pipeline: { runner: Runner.selfHosted('Linux', 'ARM64') } }),
    'image-machine  api/build  builds an image for linux/amd64 on self-hosted,Linux,ARM64, a machine for linux/arm64',
    "set 'runner' to Runner.UBUNTU_24_04 here, or 'platform' of the BuildStage to 'linux/arm64'",
  ],
  'a Dockerfile outside the repository': [
    build({ dockerfile: '../Dockerfile' }),
    'build-path  api/build  got "../Dockerfile" for \'dockerfile\'; allowed is a path inside the repository, from its root',
    "such as 'services/api/Dockerfile' or 'dist'",
  ],
  'a context by its absolute path': [
    build({ buildContext: '/srv' }),
    'build-path  api/build  got "/srv" for \'buildContext\'; allowed is a path inside the repository, from its root',
    "such as 'services/api/Dockerfile' or 'dist'",
  ],
  'compiled files outside the repository': [
    build({ compile: { command: 'make', files: ['dist', '!../x'] } }),
    'build-path  api/build  got "../x" for \'compile.files\'; allowed is a path inside the repository, from its root',
    "such as 'services/api/Dockerfile' or 'dist'",
  ],
  'compiling for nothing': [
    build({ compile: { command: 'make', files: [] } }),
    'compile-files  api/build  compiles without handing anything on',
    "name the folders in 'files', such as 'dist'",
  ],
  'an environment with an expression': [
    deploy({ environment: '${{ x }}' }),
    'environment-name  api/production  got the environment "${{ x }}"; a name is the same in every run, without an expression',
    'choose another name',
  ],
  'an address that is an expression': [
    deploy({ url: 'https://${{ vars.HOST }}' }),
    'environment-url  api/production  got the url "https://${{ vars.HOST }}"; allowed is an http or https address, written out, without user and password',
    "such as 'https://api.example.com'",
  ],
  'an address with a password': [
    deploy({ url: 'https://u:p@api.example.com' }),
    'environment-url  api/production  got the url "https://u:p@api.example.com"; allowed is an http or https address, written out, without user and password',
    "such as 'https://api.example.com'",
  ],
  'a variable that is a number': [
    deploy({ variables: { A: 1 } }),
    'option-kind  api/production  got 1 for "variables.A"; allowed is a text',
    'put it in quotes',
  ],
  'values outside the repository': [
    deploy({ valuesFile: '../values.yaml' }),
    "values-file  api/production  got the values file \"../values.yaml\"; allowed is a YAML file inside the repository, from its root, of letters, digits, '.', '_' and '-', joined by '/'",
    "such as 'charts/values-dev.yaml'",
  ],
  ...Object.fromEntries(
    ['deploy/values prod.yaml', 'a:b.yaml'].map((file) => [
      `a values file that others would take apart, ${file}`,
      [
        deploy({ valuesFile: file }),
        `values-file  api/production  got the values file "${file}"; allowed is a YAML file inside the repository, from its root, of letters, digits, '.', '_' and '-', joined by '/'`,
        "such as 'charts/values-dev.yaml'",
      ],
    ]),
  ),
  ...Object.fromEntries(
    ['.github/workflows/evil.yml', '.projenrc.yaml', '.stagegate/api.yaml', '.GitHub/x.yml'].map((file) => [
      `values in the place of ${file}`,
      [
        deploy({ valuesFile: file }),
        `values-file  api/production  got the values file "${file}", where GitHub, projen and stagegate keep files of their own`,
        "choose another place, such as 'charts/values-dev.yaml'",
      ],
    ]),
  ),
  'values in another format': [
    deploy({ valuesFile: 'values.json' }),
    "values-file  api/production  got the values file \"values.json\"; allowed is a YAML file inside the repository, from its root, of letters, digits, '.', '_' and '-', joined by '/'",
    "such as 'charts/values-dev.yaml'",
  ],
  ...Object.fromEntries(
    ['values.yaml', 'Values.yaml', 'Chart.yaml', 'templates/values-dev.yaml', 'charts/redis/values.yaml'].map(
      (file) => [
        `the chart's own ${file}`,
        [
          deploy({ valuesFile: `chart/${file}` }),
          `values-file  api/production  got the values file "chart/${file}", which belongs to the chart itself: its own text would be lost`,
          'choose another name, such as "chart/values-dev.yaml"',
        ],
      ],
    ),
  ),
  'a variable that GitHub does not take': [
    deploy({ variables: { 'MY-REGION': 'eu' } }),
    'setting-name  api/production  got the variable "MY-REGION"; a name has letters, digits and \'_\', no leading digit and no leading GITHUB_',
    'name the variable or secret as it stands in GitHub',
  ],
  'a deployment of nothing': [
    () =>
      new DeployEnvironment(project(), 'production', {
        promotion: Promotion.automatic(),
        cluster: Cluster.eks({
          name: 'c',
          credentials: Credentials.awsOidc({ roleVariable: 'R', region: 'eu-west-1' }),
        }),
        release: HelmRelease.chart('chart', { namespace: 'x' }),
      }),
    'image-missing  p/production (DeployEnvironment)  works on an image, and no BuildStage stands before it',
    'declare a BuildStage first, or leave the job out',
  ],
});
