import { JsonPatch } from 'projen';
import { describe, expect, test } from 'vitest';
import { type Pipeline, Step } from '../../src';
import { careless, found, production, service } from './support';

/* Guards: what is approved for one cluster goes to no other. */

describe('a deployment that is sent elsewhere', () => {
  test.each([
    'HELM_DRIVER',
    'HELM_DRIVER_SQL_CONNECTION_STRING',
    'HELM_NAMESPACE',
    'HELM_KUBECONTEXT',
    'HELM_KUBETOKEN',
  ])('by %s', (name) => {
    const refusal = careless(`${name} sends Helm elsewhere than the kubeconfig says`);
    const ofJob = service();
    production(ofJob).contribute({ env: { [name]: 'other' } });
    expect(found(ofJob)).toContain(refusal);
    expect(found(service({ env: { [name]: 'other' } }))).toContain(refusal);
  });

  test.each<[string, (pipeline: Pipeline) => unknown, string]>([
    [
      'by a variable of one step',
      (p) =>
        production(p)
          .step('deploy')
          .patch(JsonPatch.add('/env', { HELM_KUBEAPISERVER: 'https://other' })),
      'its step "deploy" was rewritten by a patch of /env/HELM_KUBEAPISERVER',
    ],
    [
      'by a step before it',
      (p) => production(p).step('deploy').insertBefore(Step.run('own', 'echo HELM_KUBECONTEXT=x >> "$GITHUB_ENV"')),
      'its step "own" changes what the steps behind it run',
    ],
    [
      'by another kubeconfig for one step',
      (p) =>
        production(p)
          .step('verify')
          .patch(JsonPatch.add('/env', { KUBECONFIG: 'other' })),
      'its step "verify" was rewritten by a patch of /env/KUBECONFIG',
    ],
  ])('%s', (_, attack, why) => {
    const pipeline = service();
    attack(pipeline);
    expect(found(pipeline)).toContain(careless(why));
  });

  test('a kubeconfig for the whole job is where the login writes, and other variables of Helm move nothing', () => {
    const pipeline = service();
    production(pipeline).contribute({
      env: { KUBECONFIG: 'kube', HELM_REPOSITORY_CACHE: 'cache', HELM_PLUGINS: 'own' },
    });
    production(pipeline).step('check').insertBefore(Step.run('own', 'echo "KUBECONFIG=$HOME/own" >> "$GITHUB_ENV"'));
    expect(found(pipeline)).toEqual([]);
  });
});
