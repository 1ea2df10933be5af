import { fail, shown } from '../util/fail';

/** Languages that `npx projen new` writes a pipeline and a service for. */
export enum StarterLanguage {
  /** Node.js with npm. */
  NODE = 'node',
  /** Python with uv. */
  PYTHON = 'python',
  /** Go. */
  GO = 'go',
  /** Java with Maven. */
  JAVA = 'java',
}

/** Registries that `npx projen new` writes a pipeline for. */
export enum StarterRegistry {
  /** Amazon ECR; deploys to EKS. */
  ECR = 'ecr',
  /** GitHub's registry; deploys to any cluster that a kubeconfig describes. */
  GHCR = 'ghcr',
}

/** Stands for an organisation that nobody named. */
export const PLACEHOLDER_OWNER = 'your-organization';

/** What the first program of a repository says. */
export interface StarterChoices {
  readonly service: string;
  readonly language: string;
  readonly registry: string;
  readonly region: string;
  readonly owner: string;
  readonly approvers: string;
  /** Options of the project that are no choice of ours, for its constructor. */
  readonly projectOptions: Readonly<Record<string, unknown>>;
}

/**
 * Reads the options of `npx projen new`. They come as they were typed: projen turns an unknown word for an enum into
 * nothing, which would be the default.
 */
export function starterChoices(args: Readonly<Record<string, unknown>>): StarterChoices {
  const { name, language, registry, region, owner, approvers, ...others } = args;
  const service = serviceName(String(name));
  return {
    service,
    language: oneOf('language', language ?? StarterLanguage.NODE, Object.values(StarterLanguage)),
    registry: oneOf('registry', registry ?? StarterRegistry.GHCR, Object.values(StarterRegistry)),
    region: matching('region', region ?? 'us-east-1', /^[a-z]{2}(?:-[a-z]+)+-\d$/, "such as 'eu-central-1'"),
    owner: matching('owner', owner ?? PLACEHOLDER_OWNER, /^[a-z\d][a-z\d-]{0,38}$/i, "such as 'acme'"),
    approvers: matching('approvers', approvers ?? 'approvers', /^[a-z\d_.-]{1,255}$/i, "such as 'payments-leads'"),
    projectOptions: { name: service, ...others },
  };
}

/** A name that pipelines, charts, images and namespaces all take. */
function serviceName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '');
  const words = plain.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return (
    words
      .replace(/^[^a-z]+/, '')
      .slice(0, 40)
      .replace(/-+$/, '') || 'service'
  );
}

function oneOf(option: string, given: unknown, allowed: readonly string[]): string {
  if (!allowed.includes(given as string)) {
    fail(option, 'PipelineProject', `got ${shown(given)}; allowed are ${allowed.join(', ')}`, 'choose one of them');
  }
  return given as string;
}

function matching(option: string, given: unknown, pattern: RegExp, example: string): string {
  if (typeof given !== 'string' || !pattern.test(given)) {
    fail(option, 'PipelineProject', `got ${shown(given)} for ${option}`, example);
  }
  return given;
}
