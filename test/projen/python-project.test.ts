import { python } from 'projen';
import { expect, test } from 'vitest';
import { ParallelValidate, Pipeline, PythonPackageManager, Toolchain, Validation } from '../../src';
import { emptyProject } from '../support/payment-api';
import { jobOf } from '../support/synthesize';

const { UV } = PythonPackageManager;

test.each([
  ['uv', { uv: true }, undefined, 'uv sync --locked'],
  ['Poetry', { poetry: true }, undefined, 'poetry sync'],
  ['pip', { pip: true, venv: true }, undefined, 'pip install --require-hashes --requirement requirements.txt'],
  ['what the toolchain says', { poetry: true }, UV, 'uv sync --locked'],
])('a project of Python is installed by %s', (_, tools, packageManager, command) => {
  const project = new python.PythonProject({
    name: 'shop',
    moduleName: 'shop',
    authorName: 'Acme',
    authorEmail: 'shop@acme.example',
    version: '1.0.0',
    outdir: emptyProject().outdir,
    ...tools,
  });
  const pipeline = new Pipeline(project, 'shop', { toolchain: Toolchain.python({ version: '3.13', packageManager }) });
  new ParallelValidate(pipeline, 'validate', { without: [Validation.SECURITY_SCAN] });
  expect(jobOf(pipeline, 'lint').steps?.map(({ run }) => run)).toContain(command);
});
