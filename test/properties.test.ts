import fc from 'fast-check';
import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { printedWorkflow } from '../src/render/workflow';
import { parseYaml } from '../src/util/yaml';
import { actionlintAll, githubParser } from './support/judges';
import { anyTree, buildTree, type TreeSpec } from './support/random-tree';
import { smallTree } from './support/small-tree';
import { synthesized, told } from './support/synthesize';

/*
 * Whatever is built from our constructs with options that they take is a pipeline without mistakes.
 */

const RUNS = Number(process.env.STAGEGATE_PROPERTY_RUNS ?? 25);
const workflowOf = (spec: TreeSpec) => {
  const synthesis = synthesized(buildTree(spec));
  const text = synthesis.files.find(({ path }) => path.startsWith('.github/workflows/'))?.content ?? '';
  return { ...synthesis, text };
};

describe('any tree of legal options', () => {
  test('has no error, every gate proven, and reads back as what was meant', () => {
    fc.assert(
      fc.property(anyTree(), (spec) => {
        const { findings, proof, text, model } = workflowOf(spec);
        expect(told(findings.filter(({ severity }) => severity === 'error'))).toEqual([]);
        expect(proof?.counterexamples ?? []).toEqual([]);
        expect(parseYaml(text)).toEqual(printedWorkflow(model.workflow));
        expect(githubParser(text)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test('is the same bytes from the same options', () => {
    fc.assert(
      fc.property(anyTree(), (spec) => {
        expect(workflowOf(spec).files).toEqual(workflowOf(spec).files);
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });

  test('waits for nothing twice, and for everything that blocks', () => {
    fc.assert(
      fc.property(anyTree(), (spec) => {
        const { model } = workflowOf(spec);
        const needs = new Map(Object.entries(model.workflow.jobs).map(([id, job]) => [id, job.needs ?? []]));
        const behind = (id: string): Set<string> =>
          new Set((needs.get(id) ?? []).flatMap((need) => [need, ...behind(need)]));
        for (const job of model.jobs.filter(({ role }) => role === 'work')) {
          const direct = needs.get(job.id) ?? [];
          expect(new Set(direct).size).toBe(direct.length);
          for (const need of direct.filter((one) => !job.reads.includes(one))) {
            const others = direct.filter((one) => one !== need);
            expect(others.some((other) => behind(other).has(need))).toBe(false);
          }
          if (job.deploysTo === null) continue;
          for (const gate of model.jobs.filter(({ vouches, blocking }) => blocking && vouches.length > 0)) {
            expect(behind(job.id)).toContain(gate.id);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('pleases actionlint', () => {
    const texts = fc.sample(anyTree(), { numRuns: 25, seed: 20261124 }).map((spec) => workflowOf(spec).text);
    const findings = actionlintAll(texts).map((all) => all.filter((line) => !line.includes('unexpected key "queue"')));
    expect(findings).toEqual(texts.map(() => []));
  });
});

/** JSON pointers of everything in a document. */
function pointersOf(value: unknown, pointer = ''): string[] {
  if (value === null || typeof value !== 'object') return [pointer];
  const below = Object.entries(value).flatMap(([key, child]) =>
    pointersOf(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return pointer === '' ? below : [pointer, ...below];
}

describe('any patch', () => {
  const plain = smallTree();
  const pointers = pointersOf(synthesized(plain.pipeline).model.workflow);
  const junk = [null, '', 'x', '${{ github.sha }}', '${{', 0, -1, true, [], [[]], {}, { x: 1 }, ['x', { y: null }]];
  const anyPatch = fc.oneof(
    fc.constantFrom(...pointers).map((pointer) => JsonPatch.remove(pointer)),
    fc.tuple(fc.constantFrom(...pointers), fc.constantFrom(...junk)).map(([at, value]) => JsonPatch.replace(at, value)),
    fc.tuple(fc.constantFrom(...pointers), fc.constantFrom(...pointers)).map(([from, to]) => JsonPatch.copy(from, to)),
  );

  test('is told about, or harmless, but never crashes', () => {
    fc.assert(
      fc.property(fc.array(anyPatch, { minLength: 1, maxLength: 3 }), (patches) => {
        const { pipeline } = smallTree();
        pipeline.patch(...patches);
        const { findings, files } = synthesized(pipeline);
        const isWrong = findings.some(({ severity }) => severity === 'error');
        expect(files.length === 0).toBe(isWrong);
        for (const { path, message, remedy } of findings) {
          expect(path.split('/')[0]).toBe('api');
          expect([message, remedy].every((text) => text.length > 5)).toBe(true);
        }
        // A key that nobody knows may be newer than we are: it is told, and written.
        if (isWrong || findings.some(({ rule }) => rule === 'valid-workflow')) return;
        const text = files.find((file) => file.path === '.github/workflows/api.yml')?.content ?? '';
        expect(githubParser(text)).toEqual([]);
      }),
      { numRuns: RUNS * 8 },
    );
  });
});
