import { JsonPatch } from 'projen';
import { expect, test } from 'vitest';
import { pinnedActions } from '../../../src/checks/rules/pinned-actions';
import { smallTree } from '../../support/small-tree';
import { synthesized, told } from '../../support/synthesize';
import { describeCheck, findingsFor, oneStep } from '../support/describe-check';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const uses = (reference: string) => oneStep({ uses: reference });

describeCheck(pinnedActions, {
  passes: {
    'a full commit SHA': uses(`acme/action/sub@${SHA}`),
    'an action of the repository': uses('./actions/own'),
    'an image by digest': uses(`docker://alpine@sha256:${'0'.repeat(64)}`),
  },
  fails: {
    'a branch': [
      uses('acme/action@master'),
      'sample/work: step "it" of job "work" uses acme/action at "master"; allowed is a full commit SHA',
    ],
    'a tag': [
      uses('acme/action@v1.2.3'),
      'sample/work: step "it" of job "work" uses acme/action at "v1.2.3"; allowed is a full commit SHA',
    ],
    'a short SHA': [
      uses('acme/action@0123456'),
      'sample/work: step "it" of job "work" uses acme/action at "0123456"; allowed is a full commit SHA',
    ],
    'an image by tag': [
      uses('docker://alpine:3.22'),
      'sample/work: step "it" of job "work" uses docker://alpine:3.22; allowed is an image with its digest, @sha256:…',
    ],
  },
});

test('the remedy names the commit where we know it', () => {
  expect(findingsFor(pinnedActions, uses('actions/checkout@main')).map(({ remedy }) => remedy)).toEqual([
    'write actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1, which is v7.0.1',
  ]);
});

test.each([
  ['acme/flows/.github/workflows/scan.yml@main', ['acme/flows/.github/workflows/scan.yml@main']],
  ['acme/flows/.github/workflows/scan.yml@v1', ['acme/flows/.github/workflows/scan.yml@v1']],
  [`acme/flows/.github/workflows/scan.yml@${SHA}`, []],
  ['./.github/workflows/scan.yml', []],
])('a job that calls %s', (reference, found) => {
  const { pipeline } = smallTree();
  pipeline.patch(JsonPatch.add('/jobs/call', { uses: reference, permissions: {} }));
  pipeline.patch(JsonPatch.add('/jobs/pipeline-gate/needs/-', 'call'));
  expect(told(synthesized(pipeline).findings).filter((one) => one.includes('pinned-actions'))).toEqual(
    found.map((one) => `error pinned-actions api: job "call" calls ${one}; allowed is a full commit SHA behind the @`),
  );
});
