/** What the workflow's token may do. GitHub lists the scopes in its workflow syntax. */
export enum PermissionScope {
  ACTIONS = 'actions',
  ATTESTATIONS = 'attestations',
  CHECKS = 'checks',
  CONTENTS = 'contents',
  DEPLOYMENTS = 'deployments',
  DISCUSSIONS = 'discussions',
  ID_TOKEN = 'id-token',
  ISSUES = 'issues',
  MODELS = 'models',
  PACKAGES = 'packages',
  PAGES = 'pages',
  PULL_REQUESTS = 'pull-requests',
  SECURITY_EVENTS = 'security-events',
  STATUSES = 'statuses',
}

/** How far a permission goes. */
export enum PermissionLevel {
  READ = 'read',
  WRITE = 'write',
}

/** One right of a job's token, and why the job has it. */
export interface Permission {
  /** What it is about. */
  readonly scope: PermissionScope;

  /** How far it goes. `id-token` knows only write, `models` only read. */
  readonly level: PermissionLevel;

  /** Why the job needs it: printed beside the permission. */
  readonly reason: string;
}
