import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

/** Actions that install a tool, with the input that says which version of it. */
const VERSION_INPUTS: { readonly [action: string]: string } = {
  'azure/setup-helm': 'version',
  'azure/setup-kubectl': 'version',
  'aquasecurity/setup-trivy': 'version',
  'aquasecurity/trivy-action': 'version',
  'anchore/scan-action': 'grype-version',
  'anchore/sbom-action': 'syft-version',
  'docker/setup-buildx-action': 'version',
  'sigstore/cosign-installer': 'cosign-release',
  'google-github-actions/setup-gcloud': 'version',
  'astral-sh/setup-uv': 'version',
  'oven-sh/setup-bun': 'bun-version',
};

export const pinnedTools = defineCheck({
  id: 'pinned-tools',
  title: 'tools that actions install have an exact version',
  why: 'The commit of an action does not fix what it downloads: `latest` changed from Helm 3 to Helm 4 overnight, and flags with it.',
  source: 'https://docs.zizmor.sh/audits/#unpinned-tools',
  mend: 'give the exact version of the tool',
  severity: Severity.WARNING,
  step: (step, report) => {
    const input = VERSION_INPUTS[step.action?.name.toLowerCase() ?? ''];
    // The text of an expression is for the run to know.
    const version = input === undefined ? undefined : (step.input(input) ?? '');
    if (version === undefined || /\d+\.\d+\.\d+/.test(version) || version.includes('${{')) return;
    const given = version === '' ? 'no version' : `version "${version}"`;
    report(
      `${step.fullLabel} installs ${given} by ${step.action?.name}; allowed is an exact one, such as v1.2.3, in '${input}'`,
    );
  },
});
