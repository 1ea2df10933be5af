import { describe, expect, test } from 'vitest';
import { type Finding, Severity } from '../../../src/policy/finding';
import { findingsAsAnnotations } from '../../../src/render/findings/annotations';
import { findingsAsJson } from '../../../src/render/findings/json';
import { findingsAsSarif } from '../../../src/render/findings/sarif';
import { countOf, findingsAsText } from '../../../src/render/findings/text';

const finding = (path: string, severity: Severity, message: string): Finding => ({
  rule: 'some-rule',
  severity,
  path,
  message,
  remedy: 'do this',
});
const findings = [
  finding('app/build', Severity.ERROR, 'one is wrong'),
  finding('app/build', Severity.INFO, 'another could be better'),
  finding('app/deploy', Severity.WARNING, '100% wrong:\nreally'),
];
const acknowledgement = { path: 'app', reason: 'we know it', owner: 'ada', expires: '2027-01-31' };
const acknowledged = [{ finding: finding('app/lint', Severity.WARNING, 'let it be'), acknowledgement }];

describe('text', () => {
  test('groups by construct, two lines each, and counts', () => {
    expect(findingsAsText(findings.slice(0, 2), { color: false })).toBe(
      [
        'app/build',
        '  error    one is wrong (some-rule)',
        '           → do this',
        '  info     another could be better (some-rule)',
        '           → do this',
        '1 error, 1 info',
        '',
      ].join('\n'),
    );
  });

  test('indents what a message says in further lines', () => {
    expect(findingsAsText(findings.slice(2), { color: false })).toBe(
      [
        'app/deploy',
        '  warning  100% wrong: (some-rule)',
        '           really',
        '           → do this',
        '1 warning',
        '',
      ].join('\n'),
    );
  });

  test('says nothing where there is nothing to say', () => {
    expect(findingsAsText([], { color: true })).toBe('');
  });

  test('has escape codes only when told', () => {
    expect(findingsAsText(findings, { color: false })).not.toContain('\u001b');
    expect(findingsAsText(findings, { color: true })).toContain('\u001b[31merror  \u001b[0m');
  });

  test('fits ten findings about ten constructs on one screen, and counts what it leaves out', () => {
    const many = Array.from({ length: 30 }, (_, index) => finding(`app/job-${index}`, Severity.ERROR, 'wrong'));
    expect(findingsAsText(many.slice(0, 10), { color: false }).trimEnd().split('\n').length).toBeLessThanOrEqual(40);
    expect(findingsAsText(many, { color: false, most: 10 })).toMatch(/\nand 20 more\n30 errors\n$/);
  });

  test('counts in plain words', () => {
    expect(countOf([findings[0], findings[0], findings[2]])).toBe('2 errors, 1 warning');
  });
});

test('JSON has a version, and tells acknowledged findings apart', () => {
  expect(JSON.parse(findingsAsJson({ findings: [findings[0]], acknowledged }))).toEqual({
    version: 1,
    findings: [{ rule: 'some-rule', severity: 'error', path: 'app/build', message: 'one is wrong', remedy: 'do this' }],
    acknowledged: [
      {
        rule: 'some-rule',
        severity: 'warning',
        path: 'app/lint',
        message: 'let it be',
        remedy: 'do this',
        acknowledgement,
      },
    ],
  });
});

describe('SARIF', () => {
  const rule = { id: 'some-rule', title: 'Title', why: 'Because.', mend: 'do this', severity: Severity.WARNING };
  const other = { ...rule, id: 'other-rule' };
  const sarif = JSON.parse(
    findingsAsSarif({ findings, acknowledged }, { rules: [other, rule], source: '.projenrc.ts', version: '1.2.3' }),
  );

  test('names the rules that were broken, and points each result at its own', () => {
    const [run] = sarif.runs;
    expect(sarif.version).toBe('2.1.0');
    expect(run.tool.driver).toMatchObject({ name: 'stagegate', version: '1.2.3', rules: [{ id: 'some-rule' }] });
    expect(run.results.map((result: { ruleIndex: number }) => result.ruleIndex)).toEqual([0, 0, 0, 0]);
    expect(run.results.map((result: { level: string }) => result.level)).toEqual([
      'error',
      'note',
      'warning',
      'warning',
    ]);
  });

  test('points at the file that a person edits and at the construct', () => {
    expect(sarif.runs[0].results[0].locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: '.projenrc.ts' }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: 'app/build', kind: 'object' }],
      },
    ]);
  });

  test('suppresses what is acknowledged, with its reason', () => {
    expect(sarif.runs[0].results[3].suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'we know it' },
    ]);
    expect(sarif.runs[0].results[0].suppressions).toBeUndefined();
  });
});

test('annotations are one line each, escaped as the runner reads them', () => {
  expect(findingsAsAnnotations([findings[0], findings[2]], 'a,b.ts')).toBe(
    '::error file=a%2Cb.ts,line=1,title=some-rule app/build::one is wrong%0A→ do this\n' +
      '::warning file=a%2Cb.ts,line=1,title=some-rule app/deploy::100%25 wrong:%0Areally%0A→ do this\n',
  );
});
