import { scriptInjection } from '../../../src/checks/rules/script-injection';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneStep } from '../support/describe-check';

const script = (text: string) =>
  oneStep({ uses: actionReference('actions/github-script').uses, with: { script: text } });

describeCheck(scriptInjection, {
  passes: {
    'a value by env': oneStep({ run: 'echo "$TITLE"', env: { TITLE: '${{ github.event.pull_request.title }}' } }),
    'an input that is no code': oneStep({ uses: 'a/b@v1', with: { message: '${{ github.head_ref }}' } }),
    'a script without expressions': script('core.info(process.env.TITLE)'),
  },
  fails: {
    'what outsiders can write': [
      oneStep({ run: 'echo ${{ github.event.pull_request.title }} ${{ github.sha }}' }),
      'sample/work: step "it" of job "work" has ${{ github.event.pull_request.title }}, which outsiders can write, in run; code takes values from env only',
    ],
    'what they cannot write either': [
      oneStep({ run: 'echo ${{ github.sha }}' }),
      'sample/work: step "it" of job "work" has ${{ github.sha }}, in run; code takes values from env only',
    ],
    'the script of an action': [
      script("core.info('${{ github.head_ref }}')"),
      'sample/work: step "it" of job "work" has ${{ github.head_ref }}, which outsiders can write, in with.script; code takes values from env only',
    ],
  },
});
