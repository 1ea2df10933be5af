import { describe, expect, test } from 'vitest';
import { Scanner, VulnerabilitySeverity } from '../../src';
import { idsOf, stepsOf } from '../support/contribution';
import { describeRefusals } from '../support/errors';

describe('Scanner.trivy', () => {
  test('blocks on CRITICAL and HIGH, and sets its tools up before any login', () => {
    const scanner = Scanner.trivy();
    expect(scanner.promise).toBe('no vulnerability of severity CRITICAL or HIGH');
    expect(idsOf(scanner.tools())).toEqual(['trivy', 'database']);
    expect(idsOf(scanner.scan('security-scan'))).toEqual(['scan', 'keep-database', 'report', 'verdict']);
    expect(stepsOf(scanner.scan('security-scan')).at(-1)?.env).toEqual({ SEVERITIES: 'CRITICAL,HIGH' });
  });
  test('keeps its reports under the name that it is given', () => {
    expect(stepsOf(Scanner.trivy().scan('security-scan-api'))[2]?.with?.name).toBe('security-scan-api');
  });
  test('lets pass what it is told to', () => {
    const scanner = Scanner.trivy({
      severities: [VulnerabilitySeverity.CRITICAL],
      ignoreUnfixed: true,
      ignoreFile: '.trivyignore.yaml',
    });
    expect(scanner.promise).toBe('no vulnerability of severity CRITICAL that has a fix');
    expect(scanner.repositoryFiles).toEqual(['.trivyignore.yaml']);
    expect(stepsOf(scanner.scan('x')).at(0)?.env).toEqual({ IGNORE_FILE: '.trivyignore.yaml' });
    expect(stepsOf(scanner.scan('x')).at(-1)?.env).toEqual({ SEVERITIES: 'CRITICAL', IGNORE_UNFIXED: 'true' });
  });
  test.each(['v0.69.2', 'v0.69.3', 'v0.70.0', 'v0.71.12', 'v1.0.0'])('takes %s', (version) => {
    expect(stepsOf(Scanner.trivy({ version }).tools())[0]?.with?.version).toBe(version);
  });
  test.each(['v0.69.4', 'v0.69.5', 'v0.69.6', 'v0.68.0', '0.70.0', 'latest', 'v0.70.0-rc1'])(
    'refuses %s',
    (version) => {
      expect(() => Scanner.trivy({ version })).toThrow('scanner-version  Scanner.trivy');
    },
  );
});

describeRefusals('Scanner', {
  'nothing to block on': [
    () => Scanner.trivy({ severities: [] }),
    'scan-severities  Scanner.trivy  got no severity, so nothing would block',
    'name at least one',
  ],
  'a version that stole secrets': [
    () => Scanner.trivy({ version: 'v0.69.4' }),
    'scanner-version  Scanner.trivy  got "v0.69.4"; allowed are v0.69.2, v0.69.3 and v0.70.0 or later (v0.69.4 to v0.69.6 were malicious, earlier ones are withdrawn)',
    'leave the version away',
  ],
});
