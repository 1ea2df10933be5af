import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { javascript } from 'projen';
import { expect, test } from 'vitest';
import { Acknowledgement, ParallelValidate, Pipeline, Toolchain, Validation } from '../../../src';
import { emptyProject } from '../../support/payment-api';
import { synthesized } from '../../support/synthesize';

function linting(options: ConstructorParameters<typeof Pipeline>[2] = {}, ...scripts: string[]) {
  const project = new javascript.NodeProject({
    name: 'shop',
    outdir: emptyProject().outdir,
    defaultReleaseBranch: 'main',
    packageManager: javascript.NodePackageManager.NPM,
  });
  for (const script of scripts) project.addTask(script);
  const pipeline = new Pipeline(project, 'shop', { toolchain: Toolchain.node({ version: '22' }), ...options });
  new ParallelValidate(pipeline, 'validate', { without: [Validation.UNIT_TEST, Validation.SECURITY_SCAN] });
  return synthesized(pipeline);
}

test('scripts that are there are no finding', () => {
  expect(linting({}, 'lint', 'format:check').findings.filter(({ rule }) => rule === 'known-scripts')).toEqual([]);
});

test('scripts that are missing are told at once, with what to do', () => {
  expect(linting().findings.filter(({ rule }) => rule === 'known-scripts')).toEqual([
    {
      rule: 'known-scripts',
      severity: 'warning',
      path: 'shop',
      message: 'lint runs scripts that package.json does not have: lint, format:check',
      remedy:
        "add them to the program, as projen writes package.json: project.addTask('lint', { exec: '…' }), or name other commands: Toolchain.node({ version, commands: { lint: '…' } })",
    },
  ]);
});

test('scripts that projen does not write are added where they stand', () => {
  const project = emptyProject();
  writeFileSync(join(project.outdir, 'package.json'), '{}');
  const pipeline = new Pipeline(project, 'shop', { toolchain: Toolchain.node({ version: '22' }) });
  new ParallelValidate(pipeline, 'validate', { without: [Validation.UNIT_TEST, Validation.SECURITY_SCAN] });
  const remedies = synthesized(pipeline).findings.flatMap(({ rule, remedy }) =>
    rule === 'known-scripts' ? [remedy] : [],
  );
  expect(remedies).toEqual([
    "add the scripts, or name other commands: Toolchain.node({ version, commands: { lint: '…' } })",
  ]);
});

test('what is acknowledged stops nothing, under strict either', () => {
  const later = Acknowledgement.of('known-scripts', { reason: 'the scripts come with the first service' });
  const { findings, acknowledged } = linting({ strict: true, acknowledgements: [later] });
  expect(findings.filter(({ rule }) => rule.startsWith('known-'))).toEqual([]);
  expect(acknowledged.map(({ finding }) => finding.rule)).toEqual(['known-scripts']);
});
