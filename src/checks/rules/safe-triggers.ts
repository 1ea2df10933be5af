import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';

const DANGEROUS: { readonly [event: string]: string } = {
  pull_request_target: 'runs with the secrets of the repository on what a stranger proposes',
  workflow_run: 'runs with the secrets of the repository after a run that a stranger can start',
  issue_comment: 'lets whoever can comment start a run with the secrets of the repository',
};

export const safeTriggers = defineCheck({
  id: 'safe-triggers',
  title: 'no stranger starts a run that has secrets',
  why: 'Events like `pull_request_target` run with write access and secrets; together with a checkout of the proposal this is how most repositories are taken over.',
  source: 'https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/',
  mend: 'use pull_request, which runs without secrets, and do what needs them after the merge',
  severity: Severity.ERROR,
  pipeline: (pipeline, report) => {
    for (const event of Object.keys(pipeline.triggers)) {
      if (Object.hasOwn(DANGEROUS, event)) report(`the workflow starts on ${event}, which ${DANGEROUS[event]}`);
    }
  },
});
