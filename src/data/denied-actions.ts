/** A reference to an action that must not run. */
interface DeniedAction {
  /** `owner/name`, in small letters; covers everything below. */
  readonly action: string;
  /** The commits that are bad; every commit where none is named. */
  readonly shas?: readonly string[];
  /** What happened. */
  readonly reason: string;
  /** What to use. */
  readonly instead: string;
  readonly source: string;
}

/** Versions of a tool that must not be installed. */
interface DeniedTool {
  readonly tool: string;
  readonly versions: readonly string[];
  readonly reason: string;
  readonly instead: string;
  readonly source: string;
}

const TRIVY_ADVISORY = 'https://github.com/advisories/GHSA-69fq-xp46-6x23';
const trivyIncident = {
  action: 'aquasecurity/trivy-action',
  reason: 'a commit of the intrusion of March 2026, which stole credentials',
  instead: 'v0.36.0 or newer',
  source: TRIVY_ADVISORY,
};

/** As of November 2026. */
export const DENIED_ACTIONS: readonly DeniedAction[] = [
  {
    ...trivyIncident,
    shas: [
      'ddb9da4475c1cef7d5389062bdfdfbdbd1394648',
      '91e7c2c36dcad14149d8e455b960af62a2ffb275',
      'c5967f85626795f647d4bf6eb67227f9b79e02f5',
      '9c000ba9d482773cbbc2c3544d61b109bc9eb832',
    ],
  },
  {
    ...trivyIncident,
    shas: ['57a97c7e7821a5776cebc9bb87c984fa69cba8f1'],
    reason: 'v0.35.0 runs an install script from a branch, unpinned',
  },
  {
    action: 'aquasecurity/setup-trivy',
    shas: ['8afa9b9f9183b4e00c46e2b82d34047e3c177bd0'],
    reason: 'a commit of the intrusion of March 2026, which stole credentials',
    instead: 'v0.2.6 or newer',
    source: TRIVY_ADVISORY,
  },
  {
    action: 'aquasecurity/setup-trivy',
    shas: ['e6c2c5e321ed9123bda567646e2f96565e34abe1'],
    reason: 'it runs an install script from a branch, unpinned',
    instead: 'v0.2.6 or newer',
    source: TRIVY_ADVISORY,
  },
  {
    action: 'tj-actions/changed-files',
    reason: 'its tags were moved to a commit that printed secrets in March 2025',
    instead: '`git diff --name-only` in a script',
    source: 'https://github.com/advisories/GHSA-mrrh-fwg8-r2c3',
  },
  ...[
    'action-setup',
    'action-shellcheck',
    'action-composite-template',
    'action-staticcheck',
    'action-ast-grep',
    'action-typos',
  ].map((name) => ({
    action: `reviewdog/${name}`,
    reason: 'its tags were moved to a commit that printed secrets in March 2025',
    instead: "the linter's own command",
    source: 'https://github.com/advisories/GHSA-qmg3-hpqr-gqvc',
  })),
  {
    action: 'xygeni/xygeni-action',
    reason: 'its tag was moved to a commit with a back door',
    instead: 'another scanner',
    source: 'https://github.com/advisories/GHSA-f8q5-h5qh-33mh',
  },
  ...['checkmarx/kics-github-action', 'checkmarx/ast-github-action'].map((action) => ({
    action,
    reason: 'its tags were moved to credential stealers in March 2026',
    instead: 'another scanner',
    source: 'https://github.com/OriginTrail/dkg/issues/460',
  })),
  ...['actions-cool/issues-helper', 'actions-cool/maintain-one-comment'].map((action) => ({
    action,
    reason: 'every tag was moved to an impostor commit in May 2026, and GitHub blocked it',
    instead: 'the `gh` command in a script',
    source: 'https://github.com/apache/infrastructure-actions/pull/1035',
  })),
];

export const DENIED_TOOLS: readonly DeniedTool[] = [
  {
    tool: 'Trivy',
    versions: ['0.69.4', '0.69.5', '0.69.6'],
    reason: 'a release of the intrusion of March 2026, which stole credentials',
    instead: 'v0.70.0 or newer',
    source: TRIVY_ADVISORY,
  },
];

/** Actions that only exist on runtimes that GitHub has removed from its runners. */
export const OUTDATED_ACTIONS: readonly {
  readonly action: string;
  readonly shas?: readonly string[];
  readonly runtime: string;
  readonly instead: string;
}[] = [
  { action: 'azure/docker-login', runtime: 'node20', instead: 'docker/login-action' },
  {
    action: 'pnpm/action-setup',
    shas: ['fe02b34f77f8bc703788d5817da081398fad5dd2'],
    runtime: 'node20',
    instead: 'v6.1.0 or newer',
  },
];
