import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { expectPipeline, RunEvent, SynthesizedPipeline } from '../../../src/testing';
import { describeRefusals } from '../../support/errors';
import { smallTree } from '../../support/small-tree';
import { lowered } from '../../support/synthesize';

const piped = (pushPaths?: string[]) => smallTree({ pipeline: { pushPaths } }).pipeline;
const triggersOf = (pushPaths?: string[]) => lowered(piped(pushPaths)).model.workflow.on;
const pageOf = (pipeline: ReturnType<typeof piped>) =>
  SynthesizedPipeline.of(pipeline, '2026-11-24').file('docs/pipelines/api.md');

describe('pushPaths', () => {
  test('filter pushes, count what the pipeline is made of, and leave everything else alone', () => {
    expect(triggersOf(['services/api/**', 'chart/**', '!**/*.md'])).toEqual({
      push: {
        branches: ['main'],
        paths: [
          'services/api/**',
          '!**/*.md',
          'chart/**',
          'values-production.yaml',
          '.github/workflows/api.yml',
          '.github/stagegate/**',
        ],
      },
      pull_request: { branches: ['main'] },
      merge_group: { types: ['checks_requested'] },
      workflow_dispatch: {},
    });
    expect(triggersOf().push).toEqual({ branches: ['main'] });
  });

  test('are heard by runs on paper', () => {
    const expected = expectPipeline(piped(['services/api/**', '!**/*.md']));
    expected.on(RunEvent.push('main').withChangedFiles('services/api/main.ts')).toDeploy('production');
    expected.on(RunEvent.push('main').withChangedFiles('values-production.yaml')).toDeploy('production');
    expected.on(RunEvent.push('main').withChangedFiles('.github/stagegate/roll-back.sh')).toDeploy('production');
    expected
      .on(RunEvent.push('main').withChangedFiles('services/api/README.md', 'services/other/main.ts'))
      .toNotStart();
    expected
      .on(RunEvent.pullRequest('main').withChangedFiles('services/other/main.ts'))
      .toRun('build', 'pipeline-gate');
  });

  test('stand on the page, also where a patch filters', () => {
    const patched = piped();
    patched.patch(JsonPatch.add('/on/push/paths', ['src/**']));
    expect(pageOf(patched)).toContain(
      'A push to a branch starts nothing unless it changes one of `src/**`. Every other event starts a run whatever changes.',
    );
    expect(pageOf(piped(['src/**', '!**/*.md']))).toContain(
      '`.github/stagegate/**`; what stands behind `!` does not count, unless a later one names it. Every other event',
    );
    expect(pageOf(piped())).not.toContain('starts nothing unless');
  });
});

const REMEDY = "such as 'services/orders/**', or leave it away";
const refused = (pattern: string) =>
  `push-paths  api  got ${JSON.stringify(pattern)} for 'pushPaths'; allowed are patterns of files from the repository's root, without blanks, expressions and '/' at the end`;

describeRefusals('pushPaths', {
  'a pattern from the root of the disk': [() => piped(['/services/**']), refused('/services/**'), REMEDY],
  'a pattern from here': [() => piped(['src/**', './services/**']), refused('./services/**'), REMEDY],
  'an expression': [() => piped(['${{ vars.X }}/**']), refused('${{ vars.X }}/**'), REMEDY],
  'a folder, which no file is': [() => piped(['src/']), refused('src/'), REMEDY],
  'a path of Windows': [() => piped(['src\\**']), refused('src\\**'), REMEDY],
  'a bracket that is not closed': [() => piped(['src/[a']), refused('src/[a'), REMEDY],
  'what is left out again': [
    () => piped(['src/**', '!**']),
    'push-paths  api  got ["src/**","!**"] for \'pushPaths\', which lets no file in',
    REMEDY,
  ],
  'an empty text': [() => piped(['']), refused(''), REMEDY],
  nothing: [() => piped([]), "push-paths  api  got [] for 'pushPaths', which lets no file in", REMEDY],
  'what only leaves out': [
    () => piped(['!docs/**']),
    'push-paths  api  got ["!docs/**"] for \'pushPaths\', which lets no file in',
    REMEDY,
  ],
});
