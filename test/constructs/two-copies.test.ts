import { expect, test, vi } from 'vitest';
import * as stagegate from '../../src';
import { thrownBy } from '../support/errors';
import { emptyProject } from '../support/payment-api';

const { Pipeline, Runner, Stage } = stagegate;

/** The package, loaded once more, as from a second folder of node_modules. */
async function otherCopy() {
  vi.resetModules();
  return await vi.importActual<typeof stagegate>('../../src');
}

test('a stage of another copy of the package than its pipeline is refused, as it would be lost', async () => {
  const other = await otherCopy();
  expect(other.Stage).not.toBe(Stage);
  const message = `two-copies  api/checks  Stage comes from another copy of stagegate than the Pipeline, which would not see it
→ install one copy: \`npm ls stagegate\` shows where they are; a package that uses stagegate names it among its peerDependencies`;
  expect(thrownBy(() => new other.Stage(new Pipeline(emptyProject(), 'api'), 'checks'))).toBe(message);
  expect(thrownBy(() => new Stage(new other.Pipeline(emptyProject(), 'api'), 'checks'))).toBe(message);
});

test('what a construct is given may come from another copy', async () => {
  const other = await otherCopy();
  const pipeline = new Pipeline(emptyProject(), 'api', { runner: other.Runner.UBUNTU_22_04 });
  expect(other.Runner).not.toBe(Runner);
  expect(thrownBy(() => new Stage(pipeline, 'checks'))).toBe('');
});
