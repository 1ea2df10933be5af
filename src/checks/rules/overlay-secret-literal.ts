import { Severity } from '../../policy/finding';
import { isValueMap } from '../../util/helm-values';
import { defineCheck } from '../check';
import { valueName } from '../overlay-fit';

export const overlaySecretLiteral = defineCheck({
  id: 'overlay-secret-literal',
  title: 'overlays hold names of secrets, never secrets',
  why: 'The file lies in the repository, Helm stores its values with every release, and `helm get values` prints them.',
  source: 'https://helm.sh/docs/chart_best_practices/values/',
  mend: 'put the value into a Kubernetes Secret outside the chart, and give the chart the name of that Secret; rotate it if it was real',
  severity: Severity.ERROR,
  overlay: (overlay, report) => {
    for (const { path, text, key } of textsOf(overlay.values)) {
      const kind =
        secretShape(text) ?? (namesSecret(key, text) ? `a literal under a key that holds secrets` : undefined);
      // The value itself must not reach a log.
      if (kind) report(`${overlay.file}: ${valueName(path)} looks like a secret: ${kind} (${text.length} characters)`);
    }
  },
});

interface Text {
  readonly path: readonly string[];
  readonly text: string;
  /** The key that says what it is. */
  readonly key: string;
}

/** Every text with its key; in `{name: X, value: Y}`, the form of environment variables, X is the key of Y. */
function textsOf(value: unknown, path: readonly string[] = [], key = ''): Text[] {
  if (typeof value === 'string') return [{ path, text: value, key }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, String(index)], key));
  if (!isValueMap(value)) return [];
  const variable = typeof value.name === 'string' ? value.name : undefined;
  return Object.entries(value).flatMap(([name, item]) =>
    textsOf(item, [...path, name], name === 'value' && variable !== undefined ? variable : name),
  );
}

/** What a text is, whatever its key is called. */
function secretShape(text: string): string | undefined {
  for (const [shape, pattern] of SHAPES) if (pattern.test(text)) return shape;
  const packed = text.replace(/\s/g, '');
  const isBlob = packed.length >= BLOB && !packed.startsWith('-----') && /^[A-Za-z0-9+/_-]+={0,2}$/.test(packed);
  return isBlob && /[a-z]/.test(packed) && /[A-Z]/.test(packed) && /\d/.test(packed) ? 'a base64 blob' : undefined;
}

/** Characters from which on base64 is no name and no hash any more. */
const BLOB = 128;

const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/],
  ['a GitLab token', /\bglpat-[\w-]{20,}/],
  ['a Slack token', /\bxox[abeprs]-[\w-]{10,}/],
  ['a Slack webhook', /hooks\.slack\.com\/services\/\w/],
  ['a Google API key', /\bAIza[\w-]{35}/],
  ['a Stripe key', /\b[rs]k_live_\w{10,}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}/],
  ['a JSON web token', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/],
  ['a URL with a password', /\w:\/\/[^\s/:@]*:(?!\$[({]|\{\{)[^\s/@]+@/],
];

/** Whether a key says that its value is a secret, and the value is one: no name, path or reference. */
function namesSecret(key: string, text: string): boolean {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const last = words.slice(-2).join(' ');
  const value = text.trim();
  // `existingSecret` names one, `maxTokens` counts.
  if (value === '' || /^(?:existing|max|min)\b/.test(words.join(' ')) || REFERENCE.test(value)) return false;
  if (SECRET_VALUES.test(last)) return true;
  // `secret`, `secretKey` and `credentials` are as often the name of a Secret or of a key in one.
  return SECRETS_OR_NAMES.test(last) && !isName(value);
}

const SECRET_VALUES =
  /\b(?:password|passwd|pwd|passphrase|token|dsn|kubeconfig|api key|apikey|private key|access key|signing key|encryption key|account key|connection string)s?$/;
const SECRETS_OR_NAMES = /\b(?:secret|secret key|credential)s?$/;
/** Something that another tool fills in, a path, or the name of a secret elsewhere. */
const REFERENCE = /^(?:\$[({]|\{\{|<path:|ref\+|vault:|op:\/\/|arn:|projects\/[^/]+\/secrets\/|\.{0,2}\/[\w./-]+$)/;

/** Kubernetes names are lower-case words joined by `-` or `.`; a long run of letters and digits is no word. */
function isName(text: string): boolean {
  const parts = text.split(/[.-]/);
  return parts.every((part) => /^[a-z0-9]+$/.test(part) && !(part.length >= 16 && /\d/.test(part)));
}
