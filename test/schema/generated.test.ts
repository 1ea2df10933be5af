import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENERATED } from '../../scripts/generate/paths';

const generated = (file: string) => readFileSync(join(GENERATED, file), 'utf8');

describe.each(['expressions.cjs', 'workflow-validator.cjs'])('the generated %s', (file) => {
  it('needs nothing but itself to load', () => {
    const required: string[] = [];
    const load = new Function('module', 'exports', 'require', generated(file));
    const module = { exports: {} };
    load(module, module.exports, (name: string) => required.push(name));
    expect(required).toEqual([]);
    expect(Object.keys(module.exports)).not.toEqual([]);
  });

  it('says nothing about the machine that made it', () => {
    expect(generated(file).includes(process.cwd())).toBe(false);
  });
});

it('the validator stays small: its size is most of what loading it costs', () => {
  expect(generated('workflow-validator.cjs').length).toBeLessThan(250_000);
});

it.each(['@actions/expressions', '@actions/workflow-parser', 'ajv'])('the notices have the licence of %s', (name) => {
  const notice = generated('THIRD-PARTY-NOTICES')
    .split(/^-{80}$/m)
    .find((part) => part.trim().startsWith(`${name} `));
  expect(notice).toMatch(/^\s*\S+ \d+\.\d+\.\d+ \(MIT\): /);
  expect(notice).toMatch(/Copyright/);
  expect(notice).toMatch(/Permission is hereby granted, free of charge/);
});
