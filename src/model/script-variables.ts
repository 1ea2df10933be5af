/*
 * What the scripts of stagegate are told by variables. Step, job, container and workflow share one room of names: what a
 * project calls MODE or PORT for its own commands must not become an order to a script.
 */

/** Variables that a script reads, with those of the scripts that it calls: what its head names, but what GitHub sets and guards. */
const READ_BY: { readonly [script: string]: readonly string[] } = {
  'pack-compiled': ['ARCHIVE', 'FILES'],
  'take-compiled': ['ARCHIVE', 'PLACES'],
  'check-settings': ['ENVIRONMENT', 'REQUIRED'],
  'check-digest': ['DIGEST'],
  'read-back-image': ['CANDIDATE', 'DIGEST', 'IMAGE_REPOSITORY'],
  'summarize-image': ['DIGEST', 'IMAGE_REPOSITORY'],
  'check-image': ['CANDIDATE', 'DIGEST', 'IMAGE_REPOSITORY'],
  'scan-image': ['ATTEMPTS', 'DIGEST', 'IGNORE_FILE', 'IMAGE_REPOSITORY'],
  'write-scan-reports': [],
  'judge-scan': ['IGNORE_UNFIXED', 'SEVERITIES'],
  'check-files': [],
  'fetch-charts': ['CHART'],
  'check-chart': ['RELEASES'],
  'start-image': ['ATTEMPTS', 'CANDIDATE', 'HEALTH_PATH', 'NETWORK', 'PASS_ENV', 'PORT', 'SERVICE_URL'],
  'compare-baseline': ['BASELINE', 'MODE', 'RESULT', 'TOLERANCE_PERCENT'],
  'check-protection': ['ENVIRONMENT', 'EXPECTED', 'GH_TOKEN'],
  'check-deployment': ['DIGEST', 'ENVIRONMENT', 'EXPECTED', 'GH_TOKEN', 'REQUIRED'],
  'write-kubeconfig': ['KUBECONFIG_DATA'],
  'list-revisions': ['NAMESPACE', 'RELEASE'],
  'refuse-older': ['ALLOW_OLDER', 'ENVIRONMENT', 'NAMESPACE', 'RELEASE'],
  'record-revision': ['HELM_TIMEOUT', 'HISTORY_MAX', 'NAMESPACE', 'RELEASE'],
  'show-pods': ['NAMESPACE', 'RELEASE', 'SELECTOR'],
  'upgrade-release': [
    ...['CHART', 'DIGEST', 'FIRST_INSTALL', 'HELM_MAJOR', 'HELM_TIMEOUT', 'HISTORY_MAX', 'IMAGE_DIGEST_KEY'],
    ...['IMAGE_REPOSITORY', 'IMAGE_REPOSITORY_KEY', 'NAMESPACE', 'RELEASE', 'REVISION', 'SELECTOR', 'VALUES'],
  ],
  'deploy-release': [
    ...['ALLOW_OLDER', 'CHART', 'DIGEST', 'ENVIRONMENT', 'FIRST_INSTALL', 'HELM_MAJOR', 'HELM_TIMEOUT', 'HISTORY_MAX'],
    ...['IMAGE_DIGEST_KEY', 'IMAGE_REPOSITORY', 'IMAGE_REPOSITORY_KEY', 'NAMESPACE', 'RELEASE', 'SELECTOR', 'VALUES'],
  ],
  'verify-digest': ['DIGEST', 'IMAGE_REPOSITORY', 'NAMESPACE', 'RELEASE', 'SELECTOR'],
  'smoke-test': [
    ...['ATTEMPTS', 'DELAY_SECONDS', 'EXPECT_STATUS', 'NAMESPACE', 'RELEASE', 'REQUEST_TIMEOUT_SECONDS', 'SELECTOR'],
    'TARGET',
  ],
  'mark-revision': ['NAMESPACE', 'RELEASE', 'VERIFIED'],
  'roll-back': ['FIRST_INSTALL', 'HELM_TIMEOUT', 'HISTORY_MAX', 'NAMESPACE', 'RELEASE', 'REVISION'],
  'summarize-deployment': ['DIGEST', 'ENVIRONMENT', 'IMAGE_REPOSITORY', 'RESULTS', 'REVISION'],
  'report-durations': ['BUDGETS', 'GH_TOKEN'],
  'decide-gate': ['MAY_FAIL', 'MAY_SKIP', 'NEEDS'],
  'write-message': ['COMMIT', 'ENVIRONMENTS', 'JOBS', 'MESSAGE_FILE', 'NEEDS', 'SERVICE', 'WARN_JOBS'],
  'write-approval-request': ['COMMIT', 'DIGEST', 'MESSAGE_FILE', 'REASON', 'SERVICE', 'WAITING'],
  'check-rollback': ['DIGEST', 'ENVIRONMENT', 'EXPECTED', 'GH_TOKEN', 'REASON', 'REQUIRED'],
  'return-release': [
    ...['ASKED', 'DIGEST', 'ENVIRONMENT', 'FIRST_INSTALL', 'HELM_TIMEOUT', 'HISTORY_MAX', 'IMAGE_DIGEST_KEY'],
    ...['IMAGE_REPOSITORY', 'IMAGE_REPOSITORY_KEY', 'NAMESPACE', 'REASON', 'RELEASE', 'SELECTOR'],
  ],
  'find-revision': ['ASKED', 'DIGEST', 'IMAGE_DIGEST_KEY', 'IMAGE_REPOSITORY_KEY', 'NAMESPACE', 'RELEASE'],
  'write-rollback-message': ['COMMIT', 'ENVIRONMENT', 'MESSAGE_FILE', 'NEEDS', 'REASON', 'SERVICE'],
  'send-slack': ['MESSAGE_FILE', 'SLACK_WEBHOOK'],
  'check-drift': ['ADMIN_BYPASS', 'GH_TOKEN'],
  'report-drift': ['DRIFT', 'GH_TOKEN'],
};

/** How long, how often, and what else an image is handed: whoever patches that is let. */
const DECIDES_NOTHING: readonly string[] = [
  ...['ATTEMPTS', 'DELAY_SECONDS', 'HELM_TIMEOUT', 'HISTORY_MAX', 'PASS_ENV', 'REQUEST_TIMEOUT_SECONDS'],
];

/** Names of the variables that a script of ours reads. */
export function readByScript(script: string): readonly string[] {
  return READ_BY[script] ?? [];
}

/** The names that the script reads which a command calls, and nothing else. */
export function readByCommand(run: string | undefined): readonly string[] {
  const [, script = ''] = /^bash \.github\/stagegate\/([\w-]+)\.sh$/.exec(String(run ?? '').trim()) ?? [];
  return readByScript(script);
}

/** Those of them that the whole workflow has for other ends: neither the job nor the step says them. */
export function meantForOthers(read: readonly string[], ofWorkflow: object, said: object): readonly string[] {
  return read.filter((name) => Object.hasOwn(ofWorkflow, name) && !Object.hasOwn(said, name));
}

/** Says that they are not meant for the script. */
export const emptied = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, '']));

/** Why they are empty, for people. */
export const whyEmptied = (names: readonly string[]) =>
  `Empty for the script: ${names.join(', ')} of the workflow says something else.`;

/** Those of them that decide what it does. */
export function decisiveFor(run: string | undefined): readonly string[] {
  return readByCommand(run).filter((name) => !DECIDES_NOTHING.includes(name));
}
