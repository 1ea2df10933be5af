import type { IConstruct } from 'constructs';
import { fail } from '../util/fail';
import type { JobSettings } from './job-settings';
import { pathOf, pipelineOf } from './pipeline-context';

/**
 * An image is built, and started, on a machine of its own processor: without an emulator nothing in it runs elsewhere. Whoever sets
 * one up in a step before answers for it.
 */
export function checkedMachine(scope: IConstruct, what: string, platform: string, settings: JobSettings): void {
  const runner = settings.runner ?? pipelineOf(scope, what).runner;
  const architecture = runner._architecture;
  if (architecture === undefined || platform === `linux/${architecture}` || emulates(settings)) return;
  fail(
    'image-machine',
    pathOf(scope),
    `${what} an image for ${platform} on ${runner._toModel()}, a machine for linux/${architecture}`,
    platform === 'linux/arm64'
      ? "set 'runner' to Runner.UBUNTU_24_04_ARM, here or on the Pipeline"
      : "set 'runner' to Runner.UBUNTU_24_04 here, or 'platform' of the BuildStage to 'linux/arm64'",
  );
}

function emulates({ preSteps = [] }: JobSettings): boolean {
  return preSteps.some((step) => step._toModel()?.step.uses?.startsWith('docker/setup-qemu-action@'));
}
