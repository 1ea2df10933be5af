import { describe, expect, test } from 'vitest';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  IntegrationStage,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  Step,
  Toolchain,
} from '../../src';
import { emptyProject } from '../support/payment-api';
import { jobOf, lowered, synthesized, told, withCharts } from '../support/synthesize';

const stepOf = (pipeline: Pipeline, job: string, id: string) =>
  jobOf(pipeline, job).steps.find((step) => step.id === id);

test('whoever sets up an emulator may build for another processor', () => {
  const pipeline = new Pipeline(emptyProject('p'), 'p');
  const preSteps = [Step.action('qemu', 'docker/setup-qemu-action')];
  const registry = ContainerRegistry.ghcr();
  new BuildStage(pipeline, 'build', { registry, repository: 'acme/api', platform: 'linux/arm64', preSteps });
  expect(jobOf(pipeline, 'build')['runs-on']).toBe('ubuntu-24.04');
});

describe('several images', () => {
  function twoImages() {
    const pipeline = new Pipeline(withCharts(emptyProject('p'), 'chart'), 'p', {
      toolchain: Toolchain.node({ version: '22' }),
    });
    const builds = ['api', 'worker'].map(
      (id) => new BuildStage(pipeline, id, { registry: ContainerRegistry.ghcr(), repository: `acme/${id}`, after: [] }),
    );
    return { pipeline, builds };
  }

  test('keep their layers apart, whatever their names, registries and pipelines', () => {
    const project = emptyProject('p');
    const pipeline = new Pipeline(project, 'p');
    const second = new Pipeline(project, 'second-pipeline');
    const registry = ContainerRegistry.ghcr();
    for (const [id, repository] of [
      ['first', 'acme/api'],
      ['second', 'acme-api'],
      ['third', 'acme/worker'],
    ]) {
      new BuildStage(pipeline, id, { registry, repository });
    }
    const other = ContainerRegistry.basic({ host: 'r.example.com', usernameVariable: 'U', passwordSecret: 'P' });
    new BuildStage(pipeline, 'fourth', { registry: other, repository: 'acme/api' });
    new BuildStage(second, 'first', { registry, repository: 'acme-api' });
    const scopeOf = (one: Pipeline, id: string) => stepOf(one, id, 'image')?.with?.['cache-from'];
    expect([
      ...['first', 'second', 'third', 'fourth'].map((id) => scopeOf(pipeline, id)),
      scopeOf(second, 'first'),
    ]).toEqual([
      'type=gha,scope=p.first',
      'type=gha,scope=p.second',
      'type=gha,scope=p.third',
      'type=gha,scope=p.fourth',
      'type=gha,scope=second-pipeline.first',
    ]);
  });

  test('are each scanned in a job of their own', () => {
    const { pipeline, builds } = twoImages();
    const { securityScan, securityScans } = new ParallelValidate(pipeline, 'validate', { after: builds });
    expect(securityScans.map(({ jobId }) => jobId)).toEqual(['security-scan-api', 'security-scan-worker']);
    expect(securityScan).toBe(securityScans[0]);
    for (const id of ['api', 'worker']) {
      const scan = jobOf(pipeline, `security-scan-${id}`);
      expect(scan.env).toEqual({
        IMAGE_REPOSITORY: `ghcr.io/acme/${id}`,
        DIGEST: `\${{ needs.${id}.outputs.image-digest }}`,
      });
      expect(scan.steps.find((step) => step.id === 'report')?.with?.name).toBe(`security-scan-${id}`);
    }
  });

  test('have to be chosen between, by whoever works on one', () => {
    const { pipeline } = twoImages();
    expect(() => new IntegrationStage(pipeline, 'integration')).toThrow(
      "image-unclear  p/integration (integration-test)  works on one image, and 2 are built: acme/api, acme/worker\n→ say which one with 'image', such as build.image",
    );
  });

  test('stay in the pipeline that builds them', () => {
    const other = twoImages().builds[0].image;
    const { pipeline } = twoImages();
    expect(() => new IntegrationStage(pipeline, 'integration', { image: other })).toThrow(
      'image-foreign  p/integration (integration-test)  works on acme/api, which another pipeline builds: its digest does not reach this workflow\n→ build the image in this pipeline, or deploy it from the other one',
    );
  });

  test('are tested each in a stage of its own', () => {
    const { pipeline, builds } = twoImages();
    for (const [index, id] of ['api', 'worker'].entries()) {
      new IntegrationStage(pipeline, id === 'api' ? 'integration' : 'background', { image: builds[index].image });
    }
    const { model, problems } = lowered(pipeline);
    expect(problems).toEqual([]);
    expect(Object.keys(model.workflow.jobs)).toEqual(expect.arrayContaining(['integration-test', 'background-test']));
    const reports = ['integration-test', 'background-test'].map((job) => stepOf(pipeline, job, 'report')?.with?.name);
    expect(reports).toEqual(['integration-performance', 'background-performance']);
  });

  test('of which one is never scanned are no release', () => {
    const { pipeline, builds } = twoImages();
    new ParallelValidate(pipeline, 'validate', { securityScan: { image: builds[0].image } });
    new DeployEnvironment(pipeline, 'production', {
      image: builds[1].image,
      promotion: Promotion.manual({ reviewers: [Reviewer.user('octocat')] }),
      cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
      release: HelmRelease.chart('chart', { name: 'p', namespace: 'p' }),
    });
    expect(told(synthesized(pipeline).findings)).toContain(
      "error proven-gates p: api and worker both build an image: what one made is not what the other's gates looked at",
    );
  });
});
