import { fail, shown } from '../util/fail';

/** How the text begins by which files of ours are known. */
export const BANNER = 'Written by stagegate';

/** @param path - construct path of what the file tells of */
export const writtenFrom = (source: string, path: string) =>
  `${BANNER} from ${source} (${path}). Do not edit: change the constructs and run \`npx projen\`.`;

/** Names of what is written. They are contracts: to change one is a breaking change. */
export const workflowFile = (pipeline: string) => `.github/workflows/${pipeline}.yml`;
export const driftFile = (pipeline: string) => workflowFile(`${pipeline}-drift`);
export const rollbackFile = (pipeline: string) => workflowFile(`${pipeline}-rollback`);
export const scriptFile = (script: string) => `.github/stagegate/${script}`;
export const environmentFile = (environment: string) => `.github/environments/${fileName(environment)}.yaml`;
export const pageFile = (pipeline: string) => `docs/pipelines/${pipeline}.md`;
export const documentFile = (pipeline: string) => `.stagegate/${pipeline}.json`;
export const SUMS_FILE = '.stagegate/files.sha256';

/** `charts/values-dev.yaml` beside the chart's folder. */
export function overlayFile(chart: string, environment: string): string {
  const folder = chart.includes('/') ? `${chart.slice(0, chart.lastIndexOf('/'))}/` : '';
  return `${folder}values-${fileName(environment)}.yaml`;
}

/** Names of environments may hold slashes, blanks and quotes; names of files may not, everywhere. */
export const fileName = (environment: string) =>
  encodeURIComponent(environment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const deployJobId = (id: string) => `deploy-${id}`;
export const rollbackJobId = (id: string) => `rollback-${id}`;
export const approvalJobId = (id: string) => `ask-${id}`;
/** No release has a slash in its name: another release and environment never come to the same group. */
export const deployGroup = (release: string, environment: string) => `deploy-${release}/${environment}`;
export const GATE_JOB = 'pipeline-gate';
export const NOTIFY_JOB = 'notify';

/** Ids of pipelines name files, ids of stages and jobs name jobs: both take what GitHub takes for a job id. */
export function checkedJobId(id: string, path: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,89}$/.test(id) || id.startsWith('__')) {
    fail(
      'invalid-id',
      shown(path),
      `got the id ${shown(id)}; an id has letters, digits, '-' and '_', starts with a letter or '_', not with '__', and has at most 90 characters`,
      'choose such an id; names for people go into other options',
    );
  }
  // The library below us finds such a name among its children before anybody has put one there.
  if (id in Object.prototype) {
    fail(
      'invalid-id',
      shown(path),
      `got the id ${shown(id)}; every object has a property of that name`,
      'choose another id',
    );
  }
  return id;
}
