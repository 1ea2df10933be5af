import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CliContext } from '../../src/cli/context';
import { main } from '../../src/cli/main';

async function call(...args: string[]) {
  let out = '';
  let err = '';
  const refuse = () => {
    throw new Error('help touches nothing outside');
  };
  const context: CliContext = {
    cwd: '/nowhere',
    env: {},
    nodeVersion: 'v20.20.2',
    interactive: false,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    ask: refuse,
    run: refuse,
    clock: { sleep: refuse, now: refuse, random: refuse, deadline: refuse },
  };
  return { code: await main(args, context), out, err };
}

describe('stagegate', () => {
  it('lists its commands', async () => {
    const help = await call('--help');
    expect(help.code).toBe(0);
    expect(help.out).toMatch(/^stagegate <command> \[options\]\n/);
    expect(help.out).toMatch(/^ {2}environments +compare and set the protection of GitHub's environments$/m);
    expect(await call()).toEqual({ ...help, code: 1 });
  });

  it('says which version it is', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
    expect(await call('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('refuses what is no command, even what every object has', async () => {
    expect(await call('deploy')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^there is no command deploy\n→ commands are: /),
    });
    expect((await call('toString')).code).toBe(1);
  });
});
