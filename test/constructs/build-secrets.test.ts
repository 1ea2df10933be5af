import { describe, expect, test } from 'vitest';
import { Acknowledgement, BuildStage, ContainerRegistry, Expression } from '../../src';
import { describeRefusals } from '../support/errors';
import { smallTree } from '../support/small-tree';
import { jobOf, lowered, synthesized } from '../support/synthesize';

const NPM = Expression.secret('NPM_TOKEN');

const building = (build: NonNullable<Parameters<typeof smallTree>[0]>['build']) => {
  const tree = smallTree({ build });
  const steps = jobOf(tree.pipeline, 'build').steps ?? [];
  const errors = () =>
    synthesized(tree.pipeline)
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
  return { ...tree, errors, image: steps.find(({ id }) => id === 'image'), steps };
};

describe('secrets of a build', () => {
  test('are mounted from variables of the step, and handed to releases alone', () => {
    const { image, steps, errors } = building({ secrets: { npm_token: NPM } });
    expect(image?.env).toEqual({ SECRET_NPM_TOKEN: "${{ env.PUBLISH == 'true' && secrets.NPM_TOKEN || '' }}" });
    expect(image?.with?.['secret-envs']).toBe('npm_token=SECRET_NPM_TOKEN');
    const settings = steps.find(({ id }) => id === 'settings');
    expect(settings).toMatchObject({
      if: "${{ env.PUBLISH == 'true' }}",
      env: { REQUIRED: 'NPM_TOKEN', NPM_TOKEN: '${{ secrets.NPM_TOKEN }}' },
    });
    expect(errors()).toEqual([]);
  });

  test('are told on the page, with who has them', () => {
    const { pipeline } = building({ secrets: { npm_token: NPM } });
    expect(lowered(pipeline).model.settings).toContainEqual({
      name: 'NPM_TOKEN',
      kind: 'secret',
      environment: null,
      description: 'what the Dockerfile mounts as npm_token; handed to releases alone',
      optional: false,
      usedBy: ['build'],
    });
  });

  test('may be several, the token of the workflow among them, which every run has', () => {
    const { image, errors } = building({
      secrets: { npm_token: NPM, 'maven.settings': Expression.secret('MAVEN'), github: Expression.github('token') },
    });
    expect(image?.env?.SECRET_GITHUB_TOKEN).toBe('${{ github.token }}');
    expect(image?.with?.['secret-envs']).toBe(
      'npm_token=SECRET_NPM_TOKEN\nmaven.settings=SECRET_MAVEN\ngithub=SECRET_GITHUB_TOKEN\n',
    );
    expect(errors()).toEqual([]);
  });

  test('know the token of the workflow by its other name too', () => {
    const { image, steps, pipeline } = building({
      secrets: { one: Expression.github('token'), other: Expression.secret('GITHUB_TOKEN') },
    });
    expect(image?.env).toEqual({ SECRET_GITHUB_TOKEN: '${{ github.token }}' });
    expect(steps.map(({ id }) => id)).not.toContain('settings');
    expect(lowered(pipeline).model.settings.map(({ name }) => name)).not.toContain('GITHUB_TOKEN');
  });

  test('are no token that may push', () => {
    const warnings = (secrets: Record<string, string>) =>
      synthesized(building({ secrets }).pipeline).findings.filter(({ rule }) => rule === 'read-only-tokens').length;
    expect([warnings({ npm: NPM }), warnings({ npm: Expression.github('token') })]).toEqual([0, 1]);
  });

  test('for every run are an error that can be acknowledged', () => {
    const { image, build, errors } = building({ secrets: { npm_token: NPM }, secretsForEveryRun: true });
    expect(image?.env).toEqual({ SECRET_NPM_TOKEN: '${{ secrets.NPM_TOKEN }}' });
    expect(errors()).toEqual([
      'secretless-pull-requests api/build: pull request into main: step "image" of build reads a secret\n  because the job may run if success(), and the step has no condition',
    ]);
    Acknowledgement.of('secretless-pull-requests', { reason: 'reads packages alone' }).on(build);
    expect(errors()).toEqual([]);
  });

  test('are none where none is named', () => {
    const { image } = building({});
    expect([image?.env, image?.with?.['secret-envs']]).toEqual([undefined, undefined]);
  });
});

const withSecrets = (secrets: Record<string, string>) => () =>
  new BuildStage(smallTree().pipeline, 'second', {
    registry: ContainerRegistry.ghcr(),
    repository: 'acme/second',
    secrets,
  });

describeRefusals('secrets of a build', {
  'secrets for every run where there are none': [
    () => smallTree({ build: { secrets: { github: Expression.github('token') }, secretsForEveryRun: true } }),
    "idle-secrets  api/build  got 'secretsForEveryRun', and no secret that it could be about; the workflow's own token is handed to every run anyway",
    "leave it away, or name a secret: secrets: { npm_token: Expression.secret('NPM_TOKEN') }",
  ],
  'a value where a reference belongs': [
    withSecrets({ npm_token: 'npm_abc' }),
    "build-secret  api/second  got a text for 'secrets.npm_token'; allowed are ids of letters, digits, '_', '.' and '-', and Expression.secret(…) or Expression.github('token')",
    'keep the value as a secret on GitHub and name it here; what is no secret is a build argument',
  ],
  'an id that ends the mount': [
    withSecrets({ 'npm,env=PATH': NPM }),
    "build-secret  api/second  got \"${{ secrets.NPM_TOKEN }}\" for 'secrets.npm,env=PATH'; allowed are ids of letters, digits, '_', '.' and '-', and Expression.secret(…) or Expression.github('token')",
    'keep the value as a secret on GitHub and name it here; what is no secret is a build argument',
  ],
});
