import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HELP } from '../../../src/cli/environments/options';
import { parsePipelineDocument } from '../../../src/cli/environments/pipeline-document';
import { FEATURES } from '../../../src/cli/environments/server-version';
import { startedGitHub } from '../fake-github/harness';
import { fakeEnvironment } from '../fake-github/state';

const ROOT = join(__dirname, '..', '..', '..');
const page = readFileSync(join(ROOT, 'docs/environments.md'), 'utf8');
const schema = JSON.parse(readFileSync(join(ROOT, 'schemas/environment.schema.json'), 'utf8'));
const { github, checkout } = startedGitHub();

it('shows what the command prints', async () => {
  checkout.write(
    '.github/environments/production.yaml',
    `name: production
reviewers: {users: [ada], teams: [acme/payments-leads]}
branches: [main]
variables: {REGION: ap-south-1}
required_secrets: [SLACK_WEBHOOK]
`,
  );
  checkout.write('.github/environments/staging.yaml', 'name: staging\nbranches: [main]\n');
  const main = { id: 1, type: 'branch', name: 'main' } as const;
  github.state.environments = [
    fakeEnvironment('production', {
      reviewers: [{ type: 'User', id: 2 }],
      refs: 'listed',
      policies: [main, { id: 2, type: 'branch', name: '*' }],
    }),
    fakeEnvironment('staging', { refs: 'listed', policies: [main] }),
    fakeEnvironment('preview'),
  ];
  const { out } = await checkout.run(['environments', 'plan']);
  expect(page).toContain(`\`\`\`\n${out}\`\`\`\n`);
});

it('names every option of the command and no other', () => {
  const options = (text: string) =>
    [...new Set([...text.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option))].sort();
  const section = page.slice(page.indexOf('## Options'), page.indexOf('## What a token needs'));
  expect(options(section)).toEqual(options(HELP.replace(/gh auth.*/g, '')));
});

it('names every key of the settings file', () => {
  for (const key of Object.keys(schema.properties)) {
    expect(page).toMatch(new RegExp(`^\\| .*\`${key}(\\.users)?\``, 'm'));
  }
});

it('names what a server may be too old for, each with its version', () => {
  const [, table] = /^\| setting \| since GitHub Enterprise Server \|\n\|[- |]+\|\n((?:\|.*\|\n)+)/m.exec(page) ?? [];
  const rows = Object.values(FEATURES)
    .filter(({ without }) => without !== null)
    .map(({ name, since }) => `| ${name} | ${since} |\n`);
  expect(table?.replaceAll('`', '')).toBe(rows.join(''));
  const told = Object.values(FEATURES).filter(({ without }) => without === null);
  expect(new Set(told.map(({ since }) => since))).toEqual(new Set(['3.9']));
  expect(page).toContain('it warns, too, before 3.9 about variables and names of secrets of environments');
});

it('shows a document that the command reads', () => {
  const [, example] = page.match(/```json\n([\s\S]*?)```/) ?? [];
  expect(parsePipelineDocument({ file: 'p.json', text: example }).requiredChecks?.checks).toEqual(['pipeline-gate']);
});
