import type { Project } from 'projen';
import {
  BuildStage,
  Cluster,
  ContainerRegistry,
  DeployEnvironment,
  HelmRelease,
  ParallelValidate,
  Pipeline,
  Promotion,
  Reviewer,
  Toolchain,
} from '../../../src';
import { emptyProject } from '../payment-api';

/** What examples use without making it, and its type. The pages say so where they begin. */
export const GIVEN: { readonly [name: string]: string } = {
  project: "import('projen').Project",
  pipeline: 'Pipeline',
  build: 'BuildStage',
  validate: 'ParallelValidate',
  cluster: 'Cluster',
  release: '(environment: string) => HelmRelease',
  approval: 'Promotion',
  staging: 'DeployEnvironment',
  production: 'DeployEnvironment',
};

type Context = { readonly project?: Project } & { readonly [name: string]: unknown };

/** By the word behind `run:` on a page. */
export const CONTEXTS: { readonly [name: string]: () => Context } = {
  '': () => ({}),
  pipeline: () => {
    const project = emptyProject('shop');
    const pipeline = new Pipeline(project, 'shop', {
      toolchain: Toolchain.node({ version: '22' }),
      repository: 'acme/shop',
    });
    return {
      project,
      pipeline,
      cluster: Cluster.kubeconfig({ secret: 'KUBECONFIG' }),
      release: (environment: string) => HelmRelease.chart('charts/shop', { namespace: `shop-${environment}` }),
      approval: Promotion.manual({ reviewers: [Reviewer.team('acme/shop-leads')] }),
    };
  },
  built: () => {
    const given = CONTEXTS.pipeline();
    const pipeline = given.pipeline as Pipeline;
    const build = new BuildStage(pipeline, 'build', { registry: ContainerRegistry.ghcr(), repository: 'acme/shop' });
    return { ...given, build, validate: new ParallelValidate(pipeline, 'validate') };
  },
  delivered: () => {
    const given = CONTEXTS.built();
    const deploy = (environment: string, promotion: Promotion) =>
      new DeployEnvironment(given.pipeline as Pipeline, environment, {
        promotion,
        cluster: given.cluster as Cluster,
        release: (given.release as (name: string) => HelmRelease)(environment),
      });
    const staging = deploy('staging', Promotion.automatic());
    return { ...given, staging, production: deploy('production', given.approval as Promotion) };
  },
};
