import { readScript, SCRIPTS } from '../data/scripts';
import type { StepSubject } from './step-subject';

/** What actions leave in the environment of the steps after them. */
const EXPORTS: { readonly [action: string]: RegExp } = {
  'aws-actions/configure-aws-credentials': /^AWS_/,
  'google-github-actions/auth': /^(GOOGLE_|CLOUDSDK_|GCP_|GCLOUD_)/,
  'google-github-actions/get-gke-credentials': /^KUBE/,
  'azure/login': /^(AZURE_|ARM_)/,
  'azure/aks-set-context': /^KUBE/,
  'actions/setup-java': /^JAVA_/,
  'actions/setup-python': /^(pythonLocation|Python|PKG_CONFIG_PATH|LD_LIBRARY_PATH)/,
  'actions/setup-go': /^GO/,
  'astral-sh/setup-uv': /^UV_/,
  'pnpm/action-setup': /^PNPM_/,
  'gradle/actions/setup-gradle': /^GRADLE_/,
};

const exporting = new Map<string, boolean>();

/** Whether a step may define a name for the steps after it. What we cannot look into may define anything. */
export function mayExport({ action, uses, run, commands }: StepSubject, name: string): boolean {
  if (uses !== '') return !action?.pin || EXPORTS[action.name.toLowerCase()]?.test(name) === true;
  if (run.includes('GITHUB_ENV')) return true;
  return commands.some((words) => {
    const own = /^\.github\/stagegate\/([\w-]+)\.sh$/.exec(words[1] ?? '')?.[1];
    return own ? scriptExports(own) : words[0] === '.' || words.some((word) => /\.(sh|bash|py|[cm]?js|rb)$/.test(word));
  });
}

function scriptExports(script: string): boolean {
  const known = exporting.get(script);
  if (known !== undefined) return known;
  const isOurs = SCRIPTS.some(({ name }) => name === script);
  const exports = !isOurs || /^[^#\n]*GITHUB_ENV/m.test(readScript(`${script}.sh`));
  exporting.set(script, exports);
  return exports;
}
