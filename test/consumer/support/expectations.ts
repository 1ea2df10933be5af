import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { actionlintAll, githubParser } from '../../support/judges';
import { contents, type Outcome, quoted, run } from './consumer';

export const workflowOf = (folder: string, id: string) =>
  readFileSync(join(folder, '.github/workflows', `${id}.yml`), 'utf8');

export function expectAccepted(...workflows: string[]): void {
  expect(workflows.flatMap((workflow) => githubParser(workflow))).toEqual([]);
  expect(actionlintAll(workflows).flat()).toEqual([]);
}

export function expectGreen({ status, output }: Outcome): void {
  expect(status, quoted(output)).toBe(0);
}

/** A second `npx projen` writes the very same bytes. */
export function expectSettled(folder: string): void {
  const before = contents(folder);
  expectGreen(run(folder, 'npx', 'projen'));
  expect(contents(folder)).toEqual(before);
}
