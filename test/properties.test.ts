import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printedWorkflow } from '../src/render/workflow';
import { parseYaml } from '../src/util/yaml';
import { actionlintAll, githubParser } from './support/judges';
import { anyTree, buildTree, type TreeSpec } from './support/random-tree';
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
