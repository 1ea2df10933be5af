import { readFileSync } from 'node:fs';
import { packageFile } from '../util/package-files';

/** One deed that workflow jobs share, written beside the workflow and called as `bash .github/stagegate/<name>.sh`. */
interface ScriptEntry {
  readonly name: string;
  /** One line for people. */
  readonly summary: string;
  /** Everything that it needs beside itself, itself first. */
  readonly files: readonly string[];
}

/** In the order in which a pipeline calls them. */
export const SCRIPTS: readonly ScriptEntry[] = [
  entry('pack-compiled', 'Packs what the job compiled into one archive'),
  entry('take-compiled', 'Puts what another job compiled in its places, and nothing else'),
  entry('check-settings', 'Fails unless every variable and secret that the job needs is set'),
  entry('check-digest', 'Fails unless a digest is a digest'),
  entry('read-back-image', 'Pulls the pushed image by its digest and saves it for the tests'),
  entry('summarize-image', 'Says in the job summary which image was built'),
  entry(
    'check-image',
    'Checks the digest of the pushed image and reads the image back by it',
    'check-digest.sh',
    'read-back-image.sh',
    'summarize-image.sh',
  ),
  entry(
    'scan-image',
    'Scans the image with Trivy and writes the reports; fails only when there is no scan',
    'write-scan-reports.sh',
  ),
  entry('write-scan-reports', 'Converts the scan to SARIF and CycloneDX'),
  entry('judge-scan', 'Fails on vulnerabilities of the blocking severities'),
  entry('check-files', 'Fails where a generated file is not as it was written'),
  entry('fetch-charts', 'Downloads the charts that Chart.lock names, where they do not lie in the repository'),
  entry('check-chart', 'Lints and renders the charts with the values of every environment', 'fetch-charts.sh'),
  entry('start-image', 'Starts the image and waits until it is healthy'),
  entry('compare-baseline', 'Compares measurements with the committed baseline'),
  entry('check-protection', 'Fails unless GitHub protects the environment as agreed'),
  entry(
    'check-deployment',
    'Checks digest, settings and protection before a deployment signs in anywhere',
    'check-digest.sh',
    'check-settings.sh',
    'check-protection.sh',
  ),
  entry('write-kubeconfig', 'Writes the kubeconfig from its secret and points kubectl and Helm to it'),
  entry('list-revisions', 'Lists the revisions of a release with the labels that were left on them'),
  entry('refuse-older', 'Fails when a newer run has deployed here', 'list-revisions.sh', 'revision.jq'),
  entry(
    'record-revision',
    'Records the revision to return to; brings back what a killed run left pending',
    'list-revisions.sh',
    'revision.jq',
  ),
  entry('show-pods', 'Shows the pods of a release and the warnings of its namespace'),
  entry('upgrade-release', 'Installs or upgrades the release with the image by digest', 'show-pods.sh'),
  entry(
    'deploy-release',
    'Refuses older runs, records the revision, upgrades the release',
    'refuse-older.sh',
    'record-revision.sh',
    'upgrade-release.sh',
    'list-revisions.sh',
    'revision.jq',
    'show-pods.sh',
  ),
  entry('verify-digest', 'Fails unless the pods run the digest'),
  entry('smoke-test', 'Asks the deployed service until it answers well', 'show-pods.sh'),
  entry('mark-revision', 'Marks the revision that runs as verified'),
  entry('roll-back', 'Returns the release to the recorded revision'),
  entry(
    'check-rollback',
    'Checks reason, digest, settings and protection before a rollback on demand signs in anywhere',
    'check-digest.sh',
    'check-settings.sh',
    'check-protection.sh',
  ),
  entry(
    'find-revision',
    'Finds the revision in which an image once ran',
    'list-revisions.sh',
    'find-revision.jq',
    'revision.jq',
  ),
  entry(
    'return-release',
    'Takes the release back to an image that once ran, and verifies that it runs',
    'find-revision.sh',
    'roll-back.sh',
    'mark-revision.sh',
    'verify-digest.sh',
    'list-revisions.sh',
    'find-revision.jq',
    'revision.jq',
  ),
  entry('summarize-deployment', 'Says in the job summary what was deployed and how each step ended'),
  entry('report-durations', 'Compares how long the jobs took with their budgets'),
  entry('decide-gate', 'The verdict: fails unless every job succeeded or was rightly skipped'),
  entry('write-message', 'Writes how the run ended as a message', 'write-message.jq', 'message.jq'),
  entry('write-approval-request', 'Writes the message that an environment waits for its reviewers', 'message.jq'),
  entry(
    'write-rollback-message',
    'Writes how a rollback on demand ended as a message',
    'write-rollback-message.jq',
    'message.jq',
  ),
  entry('send-slack', "Sends the message to Slack's incoming webhook"),
  entry('check-drift', "Compares GitHub's settings with what the repository describes"),
  entry('report-drift', 'Keeps one issue open as long as settings differ', 'write-drift.jq'),
];

/** Text of a file that a script consists of, such as `smoke-test.sh`, as it is written into the user's repository. */
export function readScript(file: string): string {
  if (!SCRIPTS.some((script) => script.files.includes(file))) throw new Error(`There is no script file called ${file}`);
  return readFileSync(packageFile('shell', file), 'utf8');
}

function entry(name: string, summary: string, ...beside: string[]): ScriptEntry {
  return { name, summary, files: [`${name}.sh`, 'common.sh', ...beside] };
}
