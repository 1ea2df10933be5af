import { type Contribution, SettingKind } from '../parts/contribution';
import { fail, shown } from '../util/fail';

/** What a build mounts, and who may have it. */
export interface BuildSecrets {
  readonly secrets?: Record<string, string>;
  readonly secretsForEveryRun?: boolean;
}

/** What the step of the build is handed, and what has to be set for it. */
export interface MountedSecrets {
  readonly env?: Record<string, string>;
  /** Input of docker/build-push-action: ids with the variables that hold them. */
  readonly inputs: Record<string, string>;
  readonly needs: Contribution;
}

const SECRET = /^\$\{\{ secrets\.(\w+) \}\}$/;
const TOKEN = '${{ github.token }}';
const TOKEN_NAME = 'GITHUB_TOKEN';

/**
 * Secrets by variables of the one step that builds: a value of several lines would break the input that takes values. Their names
 * begin in a way that no variable of the job, the action or Docker does. Elsewhere than in a release a secret is empty, and so is
 * the file that the Dockerfile mounts.
 */
export function mountedSecrets(path: string, { secrets = {}, secretsForEveryRun }: BuildSecrets): MountedSecrets {
  const mounts = Object.entries(secrets).map(([id, value]) => checkedMount(path, id, value));
  if (secretsForEveryRun && mounts.every(({ secret }) => secret === undefined)) {
    fail(
      'idle-secrets',
      path,
      "got 'secretsForEveryRun', and no secret that it could be about; the workflow's own token is handed to every run anyway",
      "leave it away, or name a secret: secrets: { npm_token: Expression.secret('NPM_TOKEN') }",
    );
  }
  if (mounts.length === 0) return { inputs: {}, needs: {} };
  const handed = (secret: string | undefined) => {
    if (secret === undefined) return TOKEN;
    return secretsForEveryRun
      ? `\${{ secrets.${secret} }}`
      : `\${{ env.PUBLISH == 'true' && secrets.${secret} || '' }}`;
  };
  const lines = mounts.map(({ id, variable }) => `${id}=${variable}`);
  return {
    env: Object.fromEntries(mounts.map(({ variable, secret }) => [variable, handed(secret)])),
    inputs: { 'secret-envs': lines.length === 1 ? lines[0] : `${lines.join('\n')}\n` },
    needs: {
      settings: mounts.flatMap(({ id, secret }) =>
        secret === undefined
          ? []
          : [
              {
                name: secret,
                kind: SettingKind.SECRET,
                description: `what the Dockerfile mounts as ${id}; ${secretsForEveryRun ? 'handed to every run' : 'handed to releases alone'}`,
                repositoryLevel: true,
              },
            ],
      ),
    },
  };
}

function checkedMount(path: string, id: string, value: string) {
  const name = value === TOKEN ? TOKEN_NAME : SECRET.exec(value)?.[1];
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id) || name === undefined) {
    fail(
      'build-secret',
      path,
      `got ${value.startsWith('${{') ? shown(value) : 'a text'} for 'secrets.${id}'; allowed are ids of letters, digits, '_', '.' and '-', and Expression.secret(…) or Expression.github('token')`,
      'keep the value as a secret on GitHub and name it here; what is no secret is a build argument',
    );
  }
  // GitHub lets nobody set a secret of that name: it is the token.
  const isToken = name.toUpperCase() === TOKEN_NAME;
  return { id, secret: isToken ? undefined : name, variable: `SECRET_${isToken ? TOKEN_NAME : name}` };
}
