import { rollbackFile, workflowFile } from '../../model/ids';
import type { PipelineModel } from '../../model/pipeline-model';
import { code, link } from './markdown';

/** How an environment is taken back to an image that once ran there. */
export function wayBack({ id, rollback, environments }: PipelineModel): string {
  if (rollback === null) return '';
  const file = rollbackFile(id);
  const { name: last, branches, tags } = environments[environments.length - 1];
  const ref = [...branches, ...tags].find((pattern) => !pattern.endsWith('*')) ?? 'REF';
  const environment = /^[\w.-]+$/.test(last) ? last : 'ENVIRONMENT';
  return [
    '## Go back',
    `${link(file, `../../${file}`)} takes an environment back to an image that once ran there: Actions, ${code(`${id}-rollback`)}, Run workflow, from a ref that deploys there. Or:`,
    `\`\`\`sh\ngh workflow run ${nameOf(file)} --ref ${ref} --field environment=${environment} --field reason='Errors since the last release'\n\`\`\``,
    [
      `- ${code('digest')}, ${code('sha256:…')}: the image to go back to, one that Helm still has in its history and the registry still holds. Left empty: the image that ran before what runs now, unless that runs only since you asked. Where the choice is not clear it changes nothing, and the summary of the run lists what there is.`,
      `- ${code('reason')}: for the summary, and for those who are told.`,
      '- Who approves, how long it waits, and from which refs it starts: as for a deployment, see Gates.',
      `- It waits for a deployment that runs, and also behind one that waits for approval: ${code(`gh run list --workflow ${nameOf(workflowFile(id))} --status waiting`)} shows such runs, ${code('gh run cancel ID')} ends one, with all that it still does. Where only one may wait, a deployment that comes after it takes its place, and it is cancelled: start it anew.`,
    ].join('\n'),
    'Nothing is built, and no gate runs again: an image gets there only where Helm has deployed it before, when it had passed its gates. The chart and the values of that revision come back with it. **Migrations of databases are not undone.** The next release deploys what its branch holds: mend or revert before.',
  ].join('\n\n');
}

const nameOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);
