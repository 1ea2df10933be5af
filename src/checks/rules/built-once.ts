import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { isCommand } from '../shell';
import type { StepSubject } from '../step-subject';

const BUILDING_ACTIONS = ['docker/build-push-action', 'docker/bake-action', 'redhat-actions/buildah-build'];
const BUILDING = [
  ['docker', 'build'],
  ['docker', 'buildx', 'build'],
  ['docker', 'buildx', 'bake'],
  ['docker', 'compose', 'build'],
  ['docker-compose', 'build'],
  ['podman', 'build'],
  ['buildah', 'build'],
  ['buildah', 'bud'],
  ['kaniko'],
  ['executor'],
  ['pack', 'build'],
  ['jib'],
];
const TAGGING = [
  ['docker', 'push'],
  ['docker', 'buildx', 'imagetools', 'create'],
  ['podman', 'push'],
  ['skopeo', 'copy'],
  ['crane', 'tag'],
  ['crane', 'copy'],
  ['crane', 'push'],
  ['regctl', 'image', 'copy'],
  ['oras', 'tag'],
];

export const builtOnce = defineCheck({
  id: 'built-once',
  title: 'the image is built and pushed once; everything after takes its digest',
  why: 'An image that is built or tagged again after the tests is not the image that was scanned and tested.',
  source: 'https://12factor.net/build-release-run',
  mend: 'hand on the digest of the build stage, such as build.image.digest, instead of building or tagging again',
  severity: Severity.ERROR,
  job: (job, report) => {
    if (job.model?.vouches.includes('image-built')) return;
    if (job.pipeline.vouchingFor('image-built').length === 0) return;
    for (const step of job.steps) {
      const deed = builds(step) ? 'builds an image' : tags(step) ? 'pushes or tags an image' : undefined;
      if (!deed) continue;
      report(`${step.fullLabel} ${deed} again; only the build stage makes the image, and later jobs take its digest`);
      return;
    }
  },
});

/** `docker compose up --build` builds before it starts. */
const startsWithBuild = (words: readonly string[]) =>
  words.includes('--build') && (isCommand(words, 'docker', 'compose') || isCommand(words, 'docker-compose'));

const builds = (step: StepSubject) =>
  step.usesAction(...BUILDING_ACTIONS) || step.runsAny(BUILDING) || step.commands.some(startsWithBuild);
const tags = (step: StepSubject) => step.runsAny(TAGGING);
