/** A right of the workflow's token that an action needs. */
export interface NeededPermission {
  readonly scope: string;
  readonly level: 'read' | 'write';
  /** What the action does with it, after "to". */
  readonly purpose: string;
}

type Inputs = (name: string) => string | undefined;

interface ActionPermissions {
  /** Where the action's own documentation says so. */
  readonly source: string;
  readonly needs: readonly (NeededPermission & {
    /** Always, where it is not given. */
    readonly when?: (input: Inputs) => boolean;
    /** It depends on what the job does with the action: granting it is not too much, and not granting it may be right. */
    readonly optional?: true;
  })[];
}

const isTrue = (text: string | undefined) => text?.toLowerCase() === 'true';

const securityEvents = { scope: 'security-events', level: 'write', purpose: 'hand in code scanning results' } as const;
const dependencySnapshot = { scope: 'contents', level: 'write', purpose: 'submit the dependencies' } as const;

/**
 * What the token has to be allowed for the actions that we know. An action that is missing here needs no right of the
 * token, provided that `data/action-pins.json` knows it; of others nothing is known.
 */
const ACTION_PERMISSIONS: { readonly [name: string]: ActionPermissions } = {
  'actions/checkout': {
    source: 'https://github.com/actions/checkout#recommended-permissions',
    needs: [
      {
        scope: 'contents',
        level: 'read',
        purpose: 'check out the source',
        when: (input) => input('repository') === undefined && input('token') === undefined,
      },
    ],
  },
  'actions/download-artifact': {
    source: 'https://github.com/actions/download-artifact#download-artifacts-from-other-workflow-runs-or-repositories',
    needs: [
      {
        scope: 'actions',
        level: 'read',
        purpose: 'fetch an artifact of another run',
        when: (input) => input('run-id') !== undefined && input('repository') === undefined,
      },
    ],
  },
  'actions/attest': {
    source: 'https://github.com/actions/attest#usage',
    needs: [
      { scope: 'id-token', level: 'write', purpose: 'sign the attestation' },
      { scope: 'attestations', level: 'write', purpose: 'store the attestation' },
      {
        scope: 'artifact-metadata',
        level: 'write',
        purpose: 'record where the image is stored',
        when: (input) => isTrue(input('push-to-registry')) && input('create-storage-record')?.toLowerCase() !== 'false',
      },
      { scope: 'packages', level: 'write', purpose: 'push the attestation to the registry', optional: true },
    ],
  },
  'aws-actions/configure-aws-credentials': {
    source: 'https://github.com/aws-actions/configure-aws-credentials#oidc',
    needs: [
      {
        scope: 'id-token',
        level: 'write',
        purpose: 'assume the AWS role',
        when: (input) =>
          input('role-to-assume') !== undefined &&
          input('aws-access-key-id') === undefined &&
          input('web-identity-token-file') === undefined &&
          !isTrue(input('role-chaining')),
      },
    ],
  },
  'google-github-actions/auth': {
    source: 'https://github.com/google-github-actions/auth#usage',
    needs: [
      {
        scope: 'id-token',
        level: 'write',
        purpose: 'use workload identity federation',
        when: (input) => input('workload_identity_provider') !== undefined,
      },
    ],
  },
  'azure/login': {
    source: 'https://github.com/Azure/login#login-with-openid-connect-oidc-recommended',
    needs: [
      {
        scope: 'id-token',
        level: 'write',
        purpose: 'sign in to Azure',
        when: (input) => input('client-id') !== undefined && input('creds') === undefined,
      },
    ],
  },
  'docker/login-action': {
    source:
      'https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry',
    needs: [
      {
        scope: 'packages',
        level: 'read',
        purpose: "sign in to GitHub's registry",
        when: (input) => input('registry') === 'ghcr.io' && /github\.token|GITHUB_TOKEN/.test(input('password') ?? ''),
      },
      { scope: 'packages', level: 'write', purpose: "push to GitHub's registry", optional: true },
    ],
  },
  'github/codeql-action/upload-sarif': {
    source:
      'https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/uploading-a-sarif-file-to-github',
    needs: [
      securityEvents,
      { scope: 'actions', level: 'read', purpose: 'read the run of a private repository', optional: true },
      { scope: 'contents', level: 'read', purpose: 'read the commit of a private repository', optional: true },
    ],
  },
  'github/codeql-action/analyze': {
    source: 'https://github.com/github/codeql-action#workflow-permissions',
    needs: [
      { ...securityEvents, when: (input) => input('upload') !== 'never' },
      { scope: 'actions', level: 'read', purpose: 'read the run of a private repository', optional: true },
    ],
  },
  'anchore/sbom-action': {
    source: 'https://github.com/anchore/sbom-action#permissions',
    needs: [{ ...dependencySnapshot, when: (input) => isTrue(input('dependency-snapshot')) }],
  },
  'anchore/sbom-action/publish-sbom': {
    source: 'https://github.com/anchore/sbom-action#permissions',
    needs: [{ scope: 'contents', level: 'write', purpose: 'attach the SBOM to the release' }],
  },
  'gradle/actions/dependency-submission': {
    source: 'https://github.com/gradle/actions/blob/main/docs/dependency-submission.md',
    needs: [dependencySnapshot],
  },
};

/** Actions whose work is whatever they are told, with the token that they are given. */
const OPEN_ENDED: ReadonlySet<string> = new Set(['actions/github-script', 'step-security/harden-runner']);

/** What an action, with these inputs, needs of the token in order to work at all. */
export function permissionsNeededBy(action: string, input: Inputs): NeededPermission[] {
  return rowsOf(action).filter(({ when, optional }) => !optional && (when?.(input) ?? true));
}

/** What an action, with these inputs, can make use of. */
export function permissionsUsedBy(action: string, input: Inputs): NeededPermission[] {
  return rowsOf(action).filter(({ when }) => when?.(input) ?? true);
}

const rowsOf = (action: string) => ACTION_PERMISSIONS[action.toLowerCase()]?.needs ?? [];

/** Whether an action may use the token for anything. */
export function usesTokenFreely(action: string): boolean {
  return OPEN_ENDED.has(action.toLowerCase());
}

/** The actions with a row of their own, each with its source. */
export function documentedActions(): { readonly name: string; readonly source: string }[] {
  return Object.entries(ACTION_PERMISSIONS).map(([name, { source }]) => ({ name, source }));
}
