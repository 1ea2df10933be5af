import { expect, test } from 'vitest';
import { fileCollision, treeFinding } from '../../src/policy/tree-rules';
import { findingsReport } from '../../src/synth/print-findings';

test('SARIF knows what is found while the tree is put together', () => {
  const report = findingsReport('sarif', [treeFinding(fileCollision, 'api', 'writes a file twice')], []);
  const [run] = JSON.parse(report).runs;
  expect(run.tool.driver.rules).toMatchObject([
    {
      id: 'file-collision',
      shortDescription: { text: 'every file is written by one construct, by a name that differs by more than case' },
      helpUri: 'https://github.com/stagegate/stagegate/blob/main/docs/findings.md#file-collision',
    },
  ]);
  expect(run.results).toMatchObject([{ ruleId: 'file-collision', ruleIndex: 0 }]);
});
