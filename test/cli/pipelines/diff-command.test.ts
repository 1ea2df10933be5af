import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { viewOf } from '../../../src/checks/view';
import type { CliContext } from '../../../src/cli/context';
import { main } from '../../../src/cli/main';
import { type Writable, withWorkflow } from '../../checks/support/change';
import { paymentApi } from '../../checks/support/payment-api';
import { writeAll, writePipeline, writeSums } from './support/written';

const folder = mkdtempSync(join(tmpdir(), 'diff-'));
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=ann', '-c', 'user.email=ann@acme.example', ...args], { cwd: folder });

type View = Writable<ReturnType<typeof viewOf>>;

function keep(pipeline: string, change: (view: View) => void = () => {}): void {
  const view = viewOf(withWorkflow(paymentApi(), () => {})) as View;
  change(view);
  writePipeline(folder, { ...view, id: pipeline });
  writeSums(folder);
}

const openProduction = ({ environments, settings }: View) => {
  environments[2].reviewerTeams = [];
  const of = { environment: 'production', usedBy: [], optional: false };
  settings.push({ name: 'TOKEN', kind: 'secret', description: 'of the <shop>', ...of });
};

beforeAll(() => {
  git('init', '--quiet');
  keep('api');
  keep('old');
  git('add', '.');
  git('commit', '--quiet', '--message', 'before');
  git('tag', 'v1');
  for (const file of ['.stagegate/old.json', '.github/workflows/old.yml']) rmSync(join(folder, file));
  keep('new');
  keep('api', openProduction);
});

const diff = (...args: string[]) => diffWhere(() => true, ...args);

/** Where git gives some answers and refuses others. */
async function diffWhere(isAnswered: (deed: string) => boolean, ...args: string[]) {
  let [out, err] = ['', ''];
  const context = {
    cwd: folder,
    env: {},
    interactive: false,
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    run: (program: string, given: readonly string[]) =>
      new Promise((resolve) => {
        execFile(program, given, { cwd: folder }, (error, stdout) =>
          resolve(error || !isAnswered(given[0]) ? null : stdout),
        );
      }),
  } as unknown as CliContext;
  const code = await main(['diff', ...args], context);
  return { code, out, err };
}

describe('stagegate diff', () => {
  test('compares every pipeline with the last commit', async () => {
    expect(await diff()).toEqual({
      code: 0,
      err: '',
      out: `api  compared with HEAD

  Weaker
    production  nobody has to approve any more; \`acme/payments-leads\` had to

  To set up
    production  set the secret \`TOKEN\` of the environment: of the <shop>

new  compared with HEAD

  Changed
    new  is new in place of \`old\`

old  compared with HEAD

  Changed
    old  is gone
`,
    });
  });

  test('writes Markdown', async () => {
    expect((await diff('api', '--markdown', '--base', 'v1')).out).toBe(`### api, compared with v1

**Weaker**

- production: nobody has to approve any more; \`acme/payments-leads\` had to

**To set up**

- production: set the secret \`TOKEN\` of the environment: of the \\<shop\\>
`);
  });

  test('writes JSON', async () => {
    const { out } = await diff('api', '--json');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      base: 'HEAD',
      pipelines: [
        {
          pipeline: 'api',
          changes: [
            {
              effect: 'weaker',
              where: 'production',
              text: 'nobody has to approve any more; `acme/payments-leads` had to',
            },
            {
              effect: 'set-up',
              where: 'production',
              text: 'set the secret `TOKEN` of the environment: of the <shop>',
            },
          ],
        },
      ],
      files: [],
    });
  });

  test('tells what of the generated files no document tells', async () => {
    const others = '.github/safe-settings';
    writeAll(folder, { [`${others}/one.yml`]: '1', [`${others}/gone.yml`]: '1', 'charts/x.yaml': '1' });
    writeSums(folder);
    git('add', '.');
    git('commit', '--quiet', '--message', 'with other files');
    writeAll(folder, { [`${others}/one.yml`]: '2', [`${others}/new.yml`]: '1' });
    rmSync(join(folder, others, 'gone.yml'));
    writeSums(folder);
    try {
      expect((await diff('api')).out).toBe(`api  is as it was at HEAD

generated files  compared with HEAD

  Changed
    files  say something else: \`.github/safe-settings/one.yml\`
    files  are new: \`.github/safe-settings/new.yml\`
    files  are gone: \`.github/safe-settings/gone.yml\`
`);
      writeAll(folder, { '.github/workflows/api.yml': 'on: push\njobs: {}\n' });
      expect(await diff('api', '--markdown', '--fail-on-weaker')).toMatchObject({
        code: 2,
        out: expect.stringContaining(
          '**Weaker**\n\n- .github/workflows/api.yml: is not as it was written: run `npx projen`\n',
        ),
      });
    } finally {
      git('reset', '--quiet', '--hard', 'HEAD~');
      git('clean', '--quiet', '--force', '-d');
      rmSync(join(folder, '.stagegate/old.json'));
      rmSync(join(folder, '.github/workflows/old.yml'));
      keep('new');
      keep('api', openProduction);
    }
  });

  test('ends with 2 where something is weaker, if asked to', async () => {
    expect((await diff('api', '--fail-on-weaker')).code).toBe(2);
    expect((await diff('new', '--fail-on-weaker')).code).toBe(0);
    keep('new');
    git('add', '.');
    git('stash', '--quiet');
    try {
      expect(await diff('api', '--fail-on-weaker')).toEqual({ code: 0, err: '', out: 'api  is as it was at HEAD\n' });
      expect((await diff('api', '--markdown')).out).toBe('### api, compared with HEAD\n\nNothing differs.\n');
    } finally {
      git('stash', 'pop', '--quiet');
    }
  });

  test.each([
    [
      ['--base', 'v2'],
      'git knows no commit v2 here\n→ name a branch, tag or commit that this clone has; a shallow one has few of them\n',
    ],
    [
      ['--base=--output=x'],
      'git knows no commit --output=x here\n→ name a branch, tag or commit that this clone has; a shallow one has few of them\n',
    ],
    [['apo'], 'there is no pipeline apo; did you mean api?\n→ pipelines are: api, new, old\n'],
    [['--json', '--markdown'], 'got --markdown and --json\n→ give one of them\n'],
  ])('refuses %j', async (args, err) => {
    expect(await diff(...args)).toEqual({ code: 1, out: '', err });
  });

  test.each([
    ['ls-tree', '.stagegate'],
    ['show', '.stagegate/api.json'],
  ])('takes no silence of git for an empty commit: %s', async (deed, file) => {
    const { code, out, err } = await diffWhere((asked) => asked !== deed, 'api', '--fail-on-weaker');
    expect([code, out, err]).toEqual([1, '', `git cannot show ${file} of HEAD\n→ fetch that commit whole\n`]);
  });

  test('says of a new pipeline what it opens, and what has to be set up for it', async () => {
    keep('other', (view) => {
      for (const one of view.environments) one.name = `other-${one.name}`;
      view.acknowledgements = [{ rule: 'pinned-tools', path: 'other', reason: 'for now' }];
    });
    try {
      const { code, out } = await diff('other', '--fail-on-weaker');
      expect(code).toBe(2);
      expect(out).toContain(`  Weaker
    other-dev         is new: \`deploy-dev\` deploys there, without approval
    other-staging     is new: \`deploy-staging\` deploys there, without approval
    other             acknowledges \`pinned-tools\`: for now

  To set up
`);
      expect(out).toContain('other             set the variable `ECR_REGISTRY` of the repository: ');
      expect(out).toContain(
        'other-production  is new: `deploy-production` deploys there, after approval by `acme/payments-leads`\n',
      );
    } finally {
      rmSync(join(folder, '.stagegate/other.json'));
    }
  });

  test('is not led astray by another name of the pipeline', async () => {
    keep('new', openProduction);
    try {
      const { code, out } = await diff('new', '--fail-on-weaker');
      expect(code).toBe(2);
      expect(out).toContain('    production  nobody has to approve any more; `acme/payments-leads` had to\n');
    } finally {
      keep('new');
    }
  });

  test('lets no name of a place move the cursor', async () => {
    keep('api', (view) => {
      view.environments[2].name = 'production\u001b[2K';
      view.environments[2].reviewerTeams = [];
    });
    try {
      const { out } = await diff('api', '--base', 'v1');
      expect(out).not.toContain('\u001b');
      expect(out).toContain('    production?[2K  nobody has to approve any more; `acme/payments-leads` had to\n');
    } finally {
      keep('api', openProduction);
    }
  });

  test('refuses a document that it cannot read, and says which', async () => {
    writeFileSync(join(folder, '.stagegate/api.json'), '{"version": 2}');
    try {
      expect((await diff('api')).err).toBe(
        '.stagegate/api.json: has version 2; this stagegate reads version 1\n→ run npx projen with the stagegate version of this repository\n',
      );
    } finally {
      keep('api', openProduction);
    }
  });
});
