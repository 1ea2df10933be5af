import type { Environment } from './connection';

/**
 * What to say where a proxy is configured that Node does not use. `fetch` reads the proxy variables only under
 * NODE_USE_ENV_PROXY=1, which came with Node 22.21 and 24 and does not exist in Node 20.
 */
export function proxyNote(env: Environment, nodeVersion: string, api: string): string | null {
  const variable = ['HTTPS_PROXY', 'https_proxy'].find((name) => env[name]);
  if (!variable || new URL(api).protocol !== 'https:' || isExempt(env, new URL(api))) return null;
  const [major, minor] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  const able = major >= 24 || (major === 22 && minor >= 21);
  if (able && env.NODE_USE_ENV_PROXY === '1') return null;
  return able
    ? `${variable} is set, but Node uses it only with NODE_USE_ENV_PROXY=1: the proxy is not used`
    : `${variable} is set, but Node ${nodeVersion} cannot use a proxy: run with Node 22.21, 24 or newer and NODE_USE_ENV_PROXY=1`;
}

/** Whether NO_PROXY says that this host is reached without a proxy: by its name, a domain above it, or `*`. */
function isExempt(env: Environment, { hostname, port }: URL): boolean {
  const entries = (env.NO_PROXY || env.no_proxy || '').toLowerCase().split(/[\s,]+/);
  return entries.filter(Boolean).some((entry) => {
    const [, name, only] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    if (only !== undefined && only !== (port || '443')) return false;
    const domain = name.replace(/^\*?\.?/, '');
    return name === '*' || hostname === domain || hostname.endsWith(`.${domain}`);
  });
}
