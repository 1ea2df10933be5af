import { describe, expect, test } from 'vitest';
import { JavaBuildTool, Toolchain, type UnitTestOptions } from '../../src';
import { smallTree } from '../support/small-tree';
import { jobOf, lowered } from '../support/synthesize';

/*
 * A report of the unit tests is kept, and promised, where one is written.
 */

function reportOf(toolchain: Toolchain, unitTest?: UnitTestOptions) {
  const { pipeline } = smallTree({ pipeline: { toolchain }, validate: { unitTest } });
  const inputs = jobOf(pipeline, 'unit-test').steps.find(({ id }) => id === 'report')?.with;
  const { description } = lowered(pipeline).model.jobs.find(({ id }) => id === 'unit-test') ?? {};
  expect(description?.gives).toEqual(inputs === undefined ? [] : ['JUnit report, kept 14 days']);
  return inputs && [inputs.path, inputs['if-no-files-found']];
}

const version = '1';

describe('the report of the unit tests', () => {
  test.each([
    ['Python', Toolchain.python({ version }), 'junit.xml'],
    ['Maven', Toolchain.java({ version }), '**/target/surefire-reports/TEST-*.xml'],
    ['Gradle', Toolchain.java({ version, buildTool: JavaBuildTool.GRADLE }), '**/build/test-results/test/TEST-*.xml'],
    ['Maven, in a folder', Toolchain.java({ version, directory: 'a/b' }), 'a/b/**/target/surefire-reports/TEST-*.xml'],
  ])('is kept where %s writes it, and missed by nobody', (_, toolchain, path) => {
    expect(reportOf(toolchain)).toEqual([path, 'ignore']);
  });

  test.each([
    ['Node.js', Toolchain.node({ version })],
    ['Go', Toolchain.go({ version })],
    ['Python with a command of its own', Toolchain.python({ version, commands: { unitTest: 'make test' } })],
  ])('is not promised of %s', (_, toolchain) => {
    expect(reportOf(toolchain)).toBeUndefined();
  });

  test('is not promised of a command that the stage names', () => {
    expect(reportOf(Toolchain.python({ version }), { command: 'make test' })).toBeUndefined();
  });

  test('is kept, and missed, where it is named', () => {
    const named = Toolchain.node({ version, commands: { unitTestReport: 'out/junit.xml' } });
    expect(reportOf(named)).toEqual(['out/junit.xml', 'error']);
    expect(reportOf(Toolchain.go({ version }), { command: 'make test', report: 'a.xml' })).toEqual(['a.xml', 'error']);
  });
});
