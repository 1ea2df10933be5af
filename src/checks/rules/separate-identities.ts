import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { isCommand } from '../shell';
import type { StepSubject } from '../step-subject';
import { grantedTo } from '../token-rights';

/** Commands that run what a repository or its dependencies bring along. */
const FOREIGN = [
  ...['npm', 'pnpm', 'yarn', 'bun'].flatMap((tool) =>
    ['ci', 'install', 'i', 'add', 'run', 'test', 'exec', 'dlx', 'build'].map((deed) => [tool, deed]),
  ),
  ...[['npx'], ['pnpx'], ['bunx'], ['uvx']],
  ...['pip', 'pip3', 'pipx', 'poetry', 'bundle', 'gem'].map((tool) => [tool, 'install']),
  ...['python', 'python3'].flatMap((tool) =>
    ['build', 'pip', 'pytest', 'tox', 'unittest'].map((module) => [tool, module]),
  ),
  ...[
    ['pipx', 'run'],
    ['poetry', 'sync'],
    ['poetry', 'run'],
    ['bundle', 'exec'],
    ['uv', 'pip'],
    ['uv', 'sync'],
    ['uv', 'run'],
    ['uv', 'tool'],
  ],
  ...[['composer', 'install'], ['mvn'], ['mvnw'], ['gradle'], ['gradlew'], ['pytest'], ['tox']],
  ...['cargo', 'go', 'dotnet'].flatMap((tool) =>
    ['build', 'run', 'test', 'generate', 'install'].map((deed) => [tool, deed]),
  ),
];

const runsForeignCode = (step: StepSubject) =>
  step.commands.some((words) => FOREIGN.some((wanted) => isCommand(words, ...wanted)));

export const separateIdentities = defineCheck({
  id: 'separate-identities',
  title: 'foreign code and a cloud identity never share a job',
  why: 'With `id-token: write` every step of a job can ask for a token, an install script of a dependency too, and then act as the role. In a job that deploys it can change what the steps behind it run, and use the kubeconfig that they leave.',
  source: 'https://docs.github.com/en/actions/concepts/security/openid-connect',
  mend: 'run the code of the repository in a job of its own, and hand its result on as an artifact',
  severity: Severity.ERROR,
  job: (job, report) => {
    const hasToken = grantedTo(job, 'id-token') === 'write';
    if (!hasToken && !job.deploysTo) return;
    if (!job.model?.foreignCode && !job.steps.some(runsForeignCode)) return;
    const identity = hasToken ? 'has id-token: write' : `deploys to ${job.deploysTo}`;
    report(`${job.label} runs code of the repository or its dependencies, and ${identity}; a job has one or the other`);
  },
});
