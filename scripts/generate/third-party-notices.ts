import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED, packageFolder } from './paths';

/** The packages whose code or data is part of a generated file. */
const USED_IN: Readonly<Record<string, string>> = {
  '@actions/expressions': 'expressions.cjs contains it',
  '@actions/workflow-parser': 'workflow-validator.cjs is made from its definition of a workflow',
  ajv: 'ajv.cjs contains it, workflow-validator.cjs is code that it wrote',
  'fast-deep-equal': 'ajv.cjs contains it',
  'fast-uri': 'ajv.cjs contains it',
  'json-schema-traverse': 'ajv.cjs contains it',
  re2js: 're2.cjs contains it',
  yaml: 'yaml.cjs contains it',
};

/** Writes the licences of what the generated files contain, from the packages' own licence files. */
export function writeThirdPartyNotices(): void {
  const notices = Object.entries(USED_IN).map(([name, use]) => {
    const folder = packageFolder(name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`the package ${name} comes without a licence file`);
    return `${name} ${version} (${license}): ${use}.\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  const separator = `\n${'-'.repeat(80)}\n\n`;
  writeFileSync(join(GENERATED, 'THIRD-PARTY-NOTICES'), notices.join(separator));
}
