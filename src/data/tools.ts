/**
 * Versions of the tools that actions install, pinned as the actions are: an action's commit does not cover what it downloads.
 * As of 2026-11-24. Trivy: the first release after the malicious ones (CVE-2026-33634). uv and Poetry: as served by PyPI. Buildx and
 * kubectl: versions that public workflows pin; kubectl must stay within one minor version of the cluster.
 */
export const TOOLS = {
  buildx: 'v0.36.1',
  kubectl: 'v1.35.0',
  poetry: '2.4.3',
  trivy: 'v0.70.0',
  uv: '0.13.5',
} as const;
