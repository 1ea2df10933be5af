import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { ask } from '../../src/cli/ask';

/** What a person types at a terminal, and what the command takes it for. */
async function answerTo(keys: string) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const answer = ask('Carry this out? [y/N] ', input, output);
  input.write(keys);
  const taken = await answer;
  return { taken, shown: String(output.read()) };
}

it.each(['y\r', 'Y\n', 'yes\r', ' yes \r'])('takes %j for a yes', async (keys) => {
  expect(await answerTo(keys)).toEqual({ taken: true, shown: expect.stringContaining('Carry this out? [y/N] ') });
});

it.each(['\r', 'n\r', 'yeah\r', '\u0003', '\u0004', 'y\u0003'])('takes %j for a no', async (keys) => {
  expect(await answerTo(keys)).toMatchObject({ taken: false });
});
