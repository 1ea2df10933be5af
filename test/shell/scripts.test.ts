import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScript, SCRIPTS } from '../../src/data/scripts';
import { run, SHELL, shellFiles } from './harness';

const FILES = shellFiles('.sh');
const text = (file: string) => readFileSync(join(SHELL, file), 'utf8');
const usageOf = (file: string) => text(file).split('\n\n')[0].split('\n').slice(1);

/** Names of environment variables that a script and the jq programs beside it read. */
function variablesOf(files: readonly string[]): string[] {
  const names = files.flatMap((file) => {
    const code = text(file).replace(/^\s*#.*/gm, '');
    const matches = code.matchAll(
      /\$\{?!?([A-Z][A-Z0-9_]+)|\benv\.([A-Z][A-Z0-9_]+)|require_numbers ((?:[A-Z_]+ ?)+)/g,
    );
    return [...matches].flatMap((match) => match.slice(1).flatMap((group) => group?.trim().split(' ') ?? []));
  });
  return [...new Set(names)].sort();
}

describe('SCRIPTS', () => {
  it('names the scripts that workflows call', () => {
    expect(SCRIPTS.map(({ name }) => name)).toEqual([
      'pack-compiled',
      'take-compiled',
      'check-settings',
      'check-digest',
      'read-back-image',
      'summarize-image',
      'check-image',
      'scan-image',
      'write-scan-reports',
      'judge-scan',
      'check-files',
      'fetch-charts',
      'check-chart',
      'start-image',
      'compare-baseline',
      'check-protection',
      'check-deployment',
      'write-kubeconfig',
      'list-revisions',
      'refuse-older',
      'record-revision',
      'show-pods',
      'upgrade-release',
      'deploy-release',
      'verify-digest',
      'smoke-test',
      'mark-revision',
      'roll-back',
      'check-rollback',
      'find-revision',
      'return-release',
      'summarize-deployment',
      'report-durations',
      'decide-gate',
      'write-message',
      'write-approval-request',
      'write-rollback-message',
      'send-slack',
      'check-drift',
      'report-drift',
    ]);
  });

  it('holds every file of the folder, and no other', () => {
    const files = [...new Set(SCRIPTS.flatMap((script) => script.files))].sort();
    expect(files).toEqual([...FILES, ...shellFiles('.jq')].sort());
    for (const { name, files: own } of SCRIPTS) expect(own.slice(0, 2)).toEqual([`${name}.sh`, 'common.sh']);
  });

  it.each(SCRIPTS)('lists what $name calls', ({ files }) => {
    const own = files
      .filter((file) => file !== 'common.sh')
      .map(text)
      .join('\n');
    const calls = own.matchAll(/(?:bash|-f) "\$\(dirname "\$0"\)\/([a-z-]+\.(?:sh|jq))"|include "([a-z-]+)"/g);
    const needed = [...calls].map(([, file, module]) => file ?? `${module}.jq`);
    expect(files.slice(2)).toEqual([...new Set(needed)]);
  });

  it('has one line for each', () => {
    for (const { summary } of SCRIPTS) expect(summary).toMatch(/^[A-Z][^\n]{10,90}[^.\n]$/);
  });
});

describe('readScript', () => {
  it('gives the text of a file as it is', () => {
    expect(readScript('check-digest.sh')).toBe(text('check-digest.sh'));
    expect(readScript('message.jq')).toBe(text('message.jq'));
  });

  it.each(['check-digest', '../package.json', ''])('knows no "%s"', (file) => {
    expect(() => readScript(file)).toThrow(`There is no script file called ${file}`);
  });
});

describe.concurrent.each(FILES.map((file) => ({ file })))('$file', ({ file }) => {
  it('has a head that says what it does', () => {
    const [shebang] = text(file).split('\n');
    expect(shebang).toBe('#!/usr/bin/env bash');
    const usage = usageOf(file);
    expect(usage.every((line) => line === '#' || line.startsWith('# '))).toBe(true);
    expect(usage.join('\n')).toMatch(/^# .+\n/);
    expect(usage.join('\n')).toContain('# Environment:');
  });

  it('stops at the first failure', () => {
    const lines = text(file).split('\n');
    expect(lines[usageOf(file).length + 2]).toBe('set -euo pipefail');
  });

  it('runs from bash 3.2 on, and with the sed of a Mac', () => {
    const code = text(file).replace(/^\s*#.*/gm, '');
    expect(code).not.toMatch(/\b(?:mapfile|readarray|declare -[Ag]|local -n)\b|\$\{\w+(?:,,|\^\^|@[A-Z])|&>>|\|&/);
    expect(code).not.toMatch(/sed [^\n]*(?<!\$)'[^'\n]*\\[tb]/);
    // An empty list is an unset one there.
    for (const [, list] of code.matchAll(/\b(\w+)=\(\)/g)) {
      expect(code.replaceAll(`\${${list}[@]+"\${${list}[@]}"}`, '')).not.toContain(`\${${list}[@]}`);
    }
  });

  it('is short', () => {
    const lines = text(file).split('\n');
    expect(lines.length).toBeLessThanOrEqual(80);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(130);
  });

  it('names in its head every variable that it reads, and no other', () => {
    const files = SCRIPTS.find((script) => script.files[0] === file)?.files.filter((name) => name !== 'common.sh') ?? [
      file,
    ];
    // What a name consists of: a word in capitals that is not part of a longer one. The values of severities are no names.
    const named = new Set(
      usageOf(file)
        .join('\n')
        .match(/\b[A-Z][A-Z0-9_]{2,}\b/g),
    );
    const read = variablesOf(files);
    expect(read.filter((name) => !named.has(name))).toEqual([]);
    const environment = usageOf(file)
      .join('\n')
      .replace(/\n# (Needs|Writes|Output|Summary|Exit|Leaves):.*/s, '');
    const declared = [...environment.matchAll(/^# {3}((?:[A-Z][A-Z0-9_]+(?:, |$)?)+)/gm)].flatMap(([, names]) =>
      names.split(/, ?/),
    );
    const used = new Set([...read, ...variablesOf(['common.sh'])]);
    expect(declared.filter((name) => name !== '' && !used.has(name))).toEqual([]);
  });
});

describe.concurrent.each(SCRIPTS)('$name', ({ name, files }) => {
  const [file] = files;

  it('shares what the others share', () => {
    expect(text(file)).toContain('\nsource "$(dirname "$0")/common.sh"\n');
  });

  it('says what it needs and what its exit codes mean', () => {
    expect(usageOf(file).join('\n')).toMatch(/^# Needs: {3}.+\n# Exit: {4}0/m);
  });

  it('says what it leaves behind', () => {
    const usage = usageOf(file).join('\n');
    const called = files
      .filter((name) => name !== 'common.sh')
      .map(text)
      .join('\n');
    expect(/^# Output: /m.test(usage)).toBe(/^\s*output /m.test(called));
    expect(/^# Summary: /m.test(usage)).toBe(/\bsummarize\b/.test(called));
    expect(/^# Leaves: /m.test(usage)).toBe(/GITHUB_ENV|docker run|cp -R/m.test(called));
  });

  it('explains itself, and takes no arguments', async () => {
    for (const flag of ['-h', '--help']) {
      const help = await run(name, { args: [flag] });
      expect(help).toMatchObject({ status: 0, stderr: '', calls: [] });
      expect(help.stdout.trimEnd().split('\n')).toEqual(usageOf(file).map((line) => line.replace(/^# ?/, '')));
    }
    const wrong = await run(name, { args: ['dev'] });
    expect(wrong).toMatchObject({ status: 64, stdout: '', calls: [] });
    expect(wrong.stderr).toContain('takes no arguments, everything comes by the environment');
  });
});

const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;

describe('shellcheck', () => {
  it.runIf(shellcheck || process.env.STAGEGATE_REQUIRE_TOOLS)('finds nothing, not even a matter of style', () => {
    const paths = FILES.map((file) => join(SHELL, file));
    const together = spawnSync('shellcheck', ['--severity=style', '--external-sources', ...paths], {
      encoding: 'utf8',
    });
    expect(together).toMatchObject({ status: 0, stdout: '' });
    // As a user's own tools call it: one file, nothing followed.
    const alone = paths.map((path) => spawnSync('shellcheck', ['--severity=style', path], { encoding: 'utf8' }).stdout);
    expect(alone.join('')).toBe('');
  });
});
