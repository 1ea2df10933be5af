import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from 'projen';
import { Pipeline } from '../../src';
import { lowerPipeline } from '../../src/constructs/lowering/lower-pipeline';
import type { PipelineModel } from '../../src/model/pipeline-model';
import type { WorkflowJob } from '../../src/model/workflow';
import type { Finding } from '../../src/policy/finding';
import { type Combined, combine } from '../../src/synth/combine';
import { type Synthesis, synthesize } from '../../src/synth/synthesize';

const CHART = join(__dirname, '../golden/chart');

/** Puts a small chart at each of the paths, so that overlays have something to be checked against. */
export function withCharts<P extends Project>(project: P, ...paths: string[]): P {
  for (const path of paths) cpSync(CHART, join(project.outdir, path), { recursive: true });
  return project;
}

/** A pipeline synthesized on a fixed day, nothing written. */
export function synthesized(pipeline: Pipeline): Synthesis {
  return synthesize({ ...pipeline._synthesisInput, today: '2026-11-24' });
}

/** All pipelines of a project, nothing written. */
export function synthesizedProject(project: Project): Combined & { readonly syntheses: readonly Synthesis[] } {
  const pipelines = project.node.findAll().filter((construct) => construct instanceof Pipeline);
  const syntheses = pipelines.map((pipeline) => synthesized(pipeline));
  return { syntheses, ...combine(syntheses) };
}

/** What the tree means, without any check. */
export function lowered(pipeline: Pipeline): { readonly model: PipelineModel; readonly problems: readonly Finding[] } {
  const { root, context } = pipeline._synthesisInput;
  return lowerPipeline(root, context);
}

/** One job of the workflow. */
export function jobOf(pipeline: Pipeline, id: string): WorkflowJob {
  const job = lowered(pipeline).model.workflow.jobs[id];
  if (job === undefined) throw new Error(`no job ${id}: ${Object.keys(lowered(pipeline).model.workflow.jobs)}`);
  return job;
}

/** Findings as lines: `severity rule path: message`. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map(({ severity, rule, path, message }) => `${severity} ${rule} ${path}: ${message}`);
}
