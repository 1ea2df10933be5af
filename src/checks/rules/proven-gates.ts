import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { reportProven } from '../proven';

export const provenGates = defineCheck({
  id: 'proven-gates',
  title: 'whatever happens in a run, a protected environment deploys only after every gate before it succeeded',
  why: 'Conditions, skips and soft failures can add up to a hole that no single job shows: so every run that matters is run on paper.',
  source: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions',
  mend: 'make the condition of the deployment name the result of the gate, or let a job in between do so',
  severity: Severity.ERROR,
  last: true,
  pipeline: (pipeline, report) => reportProven('proven-gates', pipeline, report),
});
