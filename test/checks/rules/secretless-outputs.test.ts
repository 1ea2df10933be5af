import { secretlessOutputs } from '../../../src/checks/rules/secretless-outputs';
import { describeCheck, oneJob } from '../support/describe-check';

const handingOn = (text: string) => oneJob({ outputs: { key: text } });

describeCheck(secretlessOutputs, {
  passes: {
    'an output of a step': handingOn('${{ steps.test.outputs.count }}'),
    'the commit': handingOn('${{ github.sha }}'),
    'a secret elsewhere': oneJob({ outputs: { key: 'x' }, env: { KEY: '${{ secrets.KEY }}' } }),
  },
  fails: {
    'a secret': [
      handingOn("${{ format('{0}', secrets.KEY) }}"),
      'sample/work: job "work" has the output "key": "format(\'{0}\', secrets.KEY)", which reads a secret',
    ],
    'the token of the run': [
      handingOn('${{ GitHub.Token }}'),
      'sample/work: job "work" has the output "key": "GitHub.Token", which reads a secret',
    ],
    'everything of the run, the token with it': [
      handingOn('${{ toJSON(github) }}'),
      'sample/work: job "work" has the output "key": "toJSON(github)", which reads a secret',
    ],
    'every secret': [
      handingOn('${{ toJSON(secrets) }}'),
      'sample/work: job "work" has the output "key": "toJSON(secrets)", which reads a secret',
    ],
  },
});
