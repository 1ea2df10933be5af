import { builtOnce } from '../../../src/checks/rules/built-once';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, step } from '../support/describe-check';

const build = { model: { vouches: ['image-built'] }, steps: [step('push', { run: 'docker build --push .' })] };
const after = (...steps: ReturnType<typeof step>[]) => ({ jobs: { build, later: { steps } } });

describeCheck(builtOnce, {
  passes: {
    'the build itself': after(step('test', { run: 'npm test' })),
    'services that are started from images': after(step('up', { run: 'docker compose up --detach' })),
    'an image that is loaded and run': after(step('start', { run: 'docker load -i image.tar && docker run -d app' })),
    'a word in a message or a comment': after(step('say', { run: '# docker build .\necho "never docker build here"' })),
    'a pipeline that builds no image': { jobs: { later: { steps: [step('own', { run: 'docker build .' })] } } },
  },
  fails: {
    'an action that builds': [
      after(step('again', { uses: actionReference('docker/build-push-action').uses })),
      'sample/later: step "again" of job "later" builds an image again; only the build stage makes the image, and later jobs take its digest',
    ],
    'a command that builds': [
      after(step('again', { run: 'set -e\nTAG=x sudo docker --debug buildx build \\\n  --push .' })),
      'sample/later: step "again" of job "later" builds an image again; only the build stage makes the image, and later jobs take its digest',
    ],
    'a command that builds what it starts': [
      after(step('up', { run: 'docker compose up --build' })),
      'sample/later: step "up" of job "later" builds an image again; only the build stage makes the image, and later jobs take its digest',
    ],
    'a command that tags': [
      after(step('tag', { run: 'if true; then crane tag "$IMAGE" latest; fi' })),
      'sample/later: step "tag" of job "later" pushes or tags an image again; only the build stage makes the image, and later jobs take its digest',
    ],
  },
});
