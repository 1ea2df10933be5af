import { describe, expect, it } from 'vitest';
import { actionlintAll, githubParser } from '../support/judges';

const workflow = (job: string) => `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n${job}`;
const GOOD = workflow('    steps:\n      - run: make\n');
const UNKNOWN_KEY = workflow('    need: x\n    steps:\n      - run: make\n');
const UNKNOWN_JOB = workflow('    needs: lint\n    steps:\n      - run: make\n');
const OLD_ACTION = workflow('    steps:\n      - uses: actions/checkout@v1\n').replace('ubuntu-latest', 'ubuntu-99.04');
const UNKNOWN_OUTPUT = workflow('    steps:\n      - run: make\n        env: { A: "${{ steps.x.outputs.y }}" }\n');

describe("GitHub's parser", () => {
  it('has nothing against a good workflow', () => {
    expect(githubParser(GOOD)).toEqual([]);
  });

  it('says what is wrong with the structure', () => {
    expect(githubParser(UNKNOWN_KEY)).toEqual(["workflow.yml (Line: 5, Col: 5): Unexpected value 'need'"]);
  });

  it('also converts: it follows needs', () => {
    expect(githubParser(UNKNOWN_JOB)).toEqual([
      'workflow.yml (Line: 3, Col: 3): The workflow must contain at least one job with no dependencies.',
    ]);
  });
});

describe('actionlint', () => {
  it('judges many texts at once, each on its own', () => {
    const [good, oldAction, unknownKey, unknownJob, unknownOutput] = actionlintAll([
      GOOD,
      OLD_ACTION,
      UNKNOWN_KEY,
      UNKNOWN_JOB,
      UNKNOWN_OUTPUT,
    ]);
    expect(good).toEqual([]);
    // Its lists of actions and runners are too old to be believed.
    expect(oldAction).toEqual([]);
    expect(unknownKey).toEqual([
      expect.stringMatching(/^5:5 unexpected key "need" for "job" section\..*\[syntax-check]$/),
    ]);
    expect(unknownJob).toEqual(['3:3 job "build" needs job "lint" which does not exist in this workflow [job-needs]']);
    expect(unknownOutput).toEqual([
      expect.stringMatching(/property "x" is not defined in object type {} \[expression]$/),
    ]);
  });
});
