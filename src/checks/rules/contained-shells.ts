import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { mapOf, textOf } from '../plain';

export const containedShells = defineCheck({
  id: 'contained-shells',
  title: 'a container has the shell that its steps run in',
  why: 'Steps run in bash, with `pipefail`, and scripts of stagegate are written for it. An image on Alpine has `sh` alone unless somebody adds more: every command fails before it starts.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell',
  mend: "take an image that has bash, such as node:22 in place of node:22-alpine; where all commands of the job are yours, shell: 'sh' on the job will do",
  severity: Severity.WARNING,
  job: (job, report) => {
    const image = textOf(job.job.container) ?? textOf(mapOf(job.job.container).image) ?? '';
    if (!/(?:^|[^a-z])alpine/i.test(image)) return;
    const usual = shellOf(job.job) ?? shellOf(job.pipeline.workflow) ?? 'sh';
    const step = job.steps.find(({ run, step: keys }) => run !== '' && /^bash\b/.test(textOf(keys.shell) ?? usual));
    if (step === undefined) return;
    report(`${step.fullLabel} runs in bash, which ${image} has not by itself: images on Alpine bring sh alone`);
  },
});

const shellOf = (keys: object) => textOf(mapOf(mapOf((keys as { defaults?: unknown }).defaults).run).shell);
