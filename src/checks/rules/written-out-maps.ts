import { Severity } from '../../policy/finding';
import { defineCheck, type Report } from '../check';

const MAPS = ['env', 'services'];

export const writtenOutMaps = defineCheck({
  id: 'written-out-maps',
  title: 'env and services are written out, not made by one expression',
  why: "Nobody can say beforehand which keys such a map has, so nothing can be proven about it; and GitHub's own converter refuses it where its schema does not.",
  source: 'https://github.com/actions/languageservices/tree/main/workflow-parser',
  mend: 'write the keys out, each with an expression of its own',
  severity: Severity.ERROR,
  pipeline: ({ model }, report) => madeByExpression(model.workflow, 'the workflow', report),
  job: ({ job, label }, report) => madeByExpression(job, label, report),
  step: ({ step, label }, report) => madeByExpression(step, label, report),
});

function madeByExpression(owner: object, label: string, report: Report): void {
  for (const [key, value] of Object.entries(owner)) {
    if (MAPS.includes(key) && typeof value === 'string') {
      report(`${key} of ${label} is ${JSON.stringify(value)}; allowed is a map that is written out`);
    }
  }
}
