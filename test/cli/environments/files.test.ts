import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEnvironmentFile, readEnvironmentFiles } from '../../../src/cli/environments/files';
import { parsePipelineDocument } from '../../../src/cli/environments/pipeline-document';

const problems = (text: string) => parseEnvironmentFile('e.yaml', text);

describe('parseEnvironmentFile', () => {
  it('fills in what is absent', () => {
    expect(problems('name: dev\n')).toEqual({
      file: 'e.yaml',
      name: 'dev',
      users: [],
      teams: [],
      preventSelfReview: false,
      waitTimer: 0,
      branches: [],
      tags: [],
      protectionApps: [],
      adminsCanBypass: null,
      variables: {},
      requiredVariables: [],
      requiredSecrets: [],
    });
  });

  it('names every problem with its line', () => {
    expect(
      problems(`name: production
wait_timer: 43201
reviewers:
  users: [ada, 'a b']
  teams: [payments]
prevent_selfreview: true
variables:
  GITHUB_SHA: x
  9LIVES: x
  EMPTY: ''
required_secrets: one
`),
    ).toEqual([
      'e.yaml:6: unknown key prevent_selfreview; known are name, url, reviewers, prevent_self_review, wait_timer, branches, tags, protection_apps, admins_can_bypass, variables, required_variables, required_secrets',
      'e.yaml:4: reviewers.users.1: "a b" is not allowed',
      'e.yaml:5: reviewers.teams.0: "payments" is not allowed',
      'e.yaml:2: wait_timer must be <= 43200',
      'e.yaml:8: variables.GITHUB_SHA: "GITHUB_SHA" is not allowed. Letters, digits and underscores; no digit first; no GITHUB_ prefix.',
      'e.yaml:9: variables.9LIVES: "9LIVES" is not allowed. Letters, digits and underscores; no digit first; no GITHUB_ prefix.',
      'e.yaml:10: variables.EMPTY must NOT have fewer than 1 characters',
      'e.yaml:11: required_secrets must be array',
    ]);
  });

  it.each([
    ['- a', 'e.yaml:1: the file must be object'],
    ['url: x', 'e.yaml:1: the file lacks the key name'],
    [
      'name: ..',
      'e.yaml:1: name: ".." is not allowed. Name of the environment, as in the job\'s `environment`. Not case-sensitive; it cannot be renamed.',
    ],
    ['name: dev\nname: dev', 'e.yaml:2: Map keys must be unique'],
    [
      'name: dev\nprevent_self_review: true',
      'e.yaml:2: prevent_self_review needs at least one reviewer; GitHub forgets it otherwise',
    ],
    ['name: dev\nvariables: {A: x, a: y}', 'e.yaml:2: variable a is named twice; GitHub ignores the case of names'],
    ['name: dev\nreviewers: {users: [ada, Ada]}', 'e.yaml:2: reviewer Ada is named twice'],
    [
      'name: dev\nreviewers:\n  users: [a, b, c, d]\n  teams: [x/a, x/b, x/c]',
      'e.yaml:3: 7 reviewers; GitHub allows six users and teams together',
    ],
  ])('refuses %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
});

describe('readEnvironmentFiles', () => {
  it('finds none where there is no folder', () => {
    expect(readEnvironmentFiles(mkdtempSync(join(tmpdir(), 'empty-')))).toEqual([]);
  });
});

describe('parsePipelineDocument', () => {
  const parse = (content: object) => () => parsePipelineDocument({ file: 'p.json', text: JSON.stringify(content) });
  const base = { version: 1, id: 'p', environments: [] };

  it('ignores what it does not know', () => {
    expect(parse({ ...base, jobs: [1] })()).toMatchObject(base);
  });

  it.each([
    [{ ...base, version: 2 }, 'p.json: has version 2; this stagegate reads version 1'],
    [{ ...base, id: 1 }, 'lacks the id of its pipeline'],
    [{ ...base, environments: {} }, 'environments is not a list of environments with names'],
    [{ ...base, environments: ['dev'] }, 'environments is not a list of environments with names'],
    [{ ...base, requiredChecks: ['pipeline-gate'] }, 'requiredChecks is not an object'],
    [{ ...base, requiredChecks: { branches: [], checks: ['a'] } }, 'requiredChecks.branches names no branch'],
    [{ ...base, requiredChecks: { branches: ['main'], checks: [] } }, 'requiredChecks.checks names no check'],
    [
      { ...base, repositorySettings: { shaPinningRequired: 'yes' } },
      'repositorySettings.shaPinningRequired is not true or false',
    ],
    [{ ...base, repositorySettings: { defaultWorkflowPermissions: 'none' } }, 'is not read'],
  ])('refuses %j', (content, problem) => {
    expect(parse(content)).toThrow(problem);
  });

  it('says where JSON is broken', () => {
    expect(() => parsePipelineDocument({ file: 'p.json', text: '{' })).toThrow(/^p\.json: /);
  });
});
