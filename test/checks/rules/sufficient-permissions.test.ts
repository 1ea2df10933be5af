import { sufficientPermissions } from '../../../src/checks/rules/sufficient-permissions';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneStep } from '../support/describe-check';

const using = (name: string, inputs: Record<string, string>, permissions: Record<string, string>) =>
  oneStep({ uses: actionReference(name).uses, with: inputs }, { permissions });
const aws = (inputs: Record<string, string>, permissions: Record<string, string>) =>
  using('aws-actions/configure-aws-credentials', { 'aws-region': 'x', ...inputs }, permissions);

describeCheck(sufficientPermissions, {
  passes: {
    'the right that is needed': aws({ 'role-to-assume': 'r' }, { 'id-token': 'write' }),
    'a wider one': using('actions/checkout', {}, { contents: 'write' }),
    'keys instead of a role': aws({ 'role-to-assume': 'r', 'aws-access-key-id': 'k' }, {}),
    'every right': oneStep(
      { uses: actionReference('actions/checkout').uses },
      { permissions: 'read-all' as unknown as Record<string, string> },
    ),
    'another repository, with a token for it': using('actions/checkout', { repository: 'a/b', token: 't' }, {}),
  },
  fails: {
    'a role without the right to a token': [
      aws({ 'role-to-assume': 'r' }, { contents: 'read' }),
      'sample/work: step "it" of job "work" needs id-token: write to assume the AWS role, but the job has id-token: none',
    ],
    'a level that is too low': [
      using('github/codeql-action/upload-sarif', { sarif_file: 'a' }, { 'security-events': 'read' }),
      'sample/work: step "it" of job "work" needs security-events: write to hand in code scanning results, but the job has security-events: read',
    ],
    'no right at all': [
      using('actions/checkout', {}, {}),
      'sample/work: step "it" of job "work" needs contents: read to check out the source, but the job has contents: none',
    ],
  },
});
