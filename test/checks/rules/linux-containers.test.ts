import { expect, test } from 'vitest';
import { Runner, ServiceContainer } from '../../../src';
import { linuxContainers } from '../../../src/checks/rules/linux-containers';
import { smallTree } from '../../support/small-tree';
import { synthesized, told } from '../../support/synthesize';
import { describeCheck, oneJob, step } from '../support/describe-check';

const service = { services: { redis: { image: 'redis:8' } } };

describeCheck(linuxContainers, {
  passes: {
    'a service on Linux': oneJob(service),
    'a service on a runner of your own': oneJob({ ...service, 'runs-on': ['self-hosted', 'linux'] }),
    'macOS without containers': oneJob({ 'runs-on': 'macos-15' }),
  },
  fails: {
    'a service on macOS': [
      oneJob({ ...service, 'runs-on': 'macos-15' }),
      'sample/work: job "work" runs on macos-15 and starts service "redis"; GitHub starts containers on Linux only',
    ],
    'a container on a Windows machine of your own': [
      oneJob({ container: { image: 'node:22' }, 'runs-on': ['self-hosted', 'Windows'] }),
      'sample/work: job "work" runs on Windows and starts its container; GitHub starts containers on Linux only',
    ],
    'an image as a step': [
      oneJob({ 'runs-on': ['windows-2025'], steps: [step('lint', { uses: 'docker://alpine:3' })] }),
      'sample/work: job "work" runs on windows-2025 and starts the image of step "lint"; GitHub starts containers on Linux only',
    ],
  },
});

test('looks at the runner that a stage is given', () => {
  const { pipeline } = smallTree({
    integration: { runner: Runner.label('macos-15'), services: [ServiceContainer.redis()] },
  });
  expect(told(synthesized(pipeline).findings)).toContain(
    'error linux-containers api/integration: job "integration-test" runs on macos-15 and starts service "redis"; GitHub starts containers on Linux only',
  );
});
