import { separateIdentities } from '../../../src/checks/rules/separate-identities';
import { describeCheck, oneJob } from '../support/describe-check';

const job = (foreignCode: boolean, level: string) =>
  oneJob({ permissions: { 'id-token': level }, model: { foreignCode } });

const running = (run: string) =>
  oneJob({ permissions: { 'id-token': 'write' }, steps: [{ id: 'own', run }], model: { foreignCode: false } });

const deploying = (run: string) =>
  oneJob({
    permissions: { 'id-token': 'none' },
    environment: { name: 'production' },
    steps: [{ id: 'own', run }],
    model: { foreignCode: false, deploysTo: 'production' },
  });

describeCheck(separateIdentities, {
  passes: {
    'a tool beside a kubeconfig': deploying('kubectl get pods'),
    'a command of a tool': running('aws s3 ls\nnpm publish\npython -m json.tool'),
    'an identity alone': job(false, 'write'),
    'foreign code alone': job(true, 'none'),
  },
  fails: {
    'an install in front of a deployment': [
      running('cd tools && npm ci --omit=dev'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
    'a package that is fetched to be run': [
      running('NODE_ENV=production npx --yes prisma migrate deploy'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
    'a program of the lockfile': [
      running('uv run alembic upgrade head'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
    'an install beside a kubeconfig': [
      deploying('npm ci'),
      'sample/work: job "work" runs code of the repository or its dependencies, and deploys to production; a job has one or the other',
    ],
    'what a lockfile of Poetry names': [
      running('poetry sync --only main'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
    'a module of Python that loads the code of the repository': [
      running('python -m pytest tests/smoke'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
    'what uv installs as pip does': [
      running('uv pip install -r requirements.txt'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
    'tests of the library that comes with Python': [
      running('python3 -m unittest'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
    both: [
      job(true, 'write'),
      'sample/work: job "work" runs code of the repository or its dependencies, and has id-token: write; a job has one or the other',
    ],
  },
});
