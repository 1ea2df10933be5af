import { javascript } from 'projen';
import { expect, test } from 'vitest';
import { NodePackageManager, ParallelValidate, Pipeline, Toolchain, Validation } from '../../../src';
import { emptyProject } from '../../support/payment-api';
import { synthesized, told } from '../../support/synthesize';

const { NPM, PNPM } = javascript.NodePackageManager;

test.each([
  [NPM, undefined, []],
  [PNPM, undefined, []],
  [
    PNPM,
    NodePackageManager.NPM,
    ['error same-package-manager shop/validate/unit-test: runs `npm ci`, and the project "shop" installs with pnpm'],
  ],
])('a project that installs with %s, jobs with %s', (own, packageManager, expected) => {
  const { outdir } = emptyProject();
  const project = new javascript.NodeProject({
    name: 'shop',
    outdir,
    defaultReleaseBranch: 'main',
    packageManager: own,
  });
  const pipeline = new Pipeline(project, 'shop', { toolchain: Toolchain.node({ version: '22', packageManager }) });
  new ParallelValidate(pipeline, 'validate', { without: [Validation.LINT, Validation.SECURITY_SCAN] });
  const { findings, files } = synthesized(pipeline);
  expect(told(findings.filter(({ rule }) => rule === 'same-package-manager'))).toEqual(expected);
  expect(files.length > 0).toBe(expected.length === 0);
});
