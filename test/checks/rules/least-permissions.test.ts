import { leastPermissions } from '../../../src/checks/rules/least-permissions';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneJob, step } from '../support/describe-check';

const checkout = step('checkout', { uses: actionReference('actions/checkout').uses });
const ask = step('ask', { run: 'gh api user', env: { GH_TOKEN: '${{ github.token }}' } });
const rights = (permissions: Record<string, string>, steps = [checkout], model = {}) =>
  oneJob({ permissions, steps, model });
const all = (permissions: string) => oneJob({ permissions: permissions as unknown as Record<string, string> });

describeCheck(leastPermissions, {
  passes: {
    'what the actions need': rights({ contents: 'read' }),
    'a right for a step that is handed the token': rights({ actions: 'read' }, [ask]),
    'a right that a part asked for': rights({ 'id-token': 'write' }, [], { permissionReasons: { 'id-token': 'sign' } }),
    'a right that may be needed later': oneJob({
      permissions: { packages: 'write' },
      steps: [step('login', { uses: actionReference('docker/login-action').uses, with: { registry: 'ghcr.io' } })],
    }),
    none: rights({ contents: 'none' }, []),
    'a right that does not exist, which is told as such': rights({ contentz: 'read' }, []),
  },
  fails: {
    'more than the actions need': [
      rights({ contents: 'write' }, [checkout], { permissionReasons: { contents: 'check out the source' } }),
      'sample/work: job "work" may write contents, but its steps only need contents: read',
    ],
    'more than the actions need, beside a step that has the token': [
      rights({ contents: 'write' }, [checkout, ask]),
      'sample/work: job "work" may write contents, but its steps only need contents: read',
    ],
    'a right that nobody needs': [
      rights({ contents: 'read', issues: 'write' }),
      'sample/work: job "work" may write issues, but none of its steps needs it',
    ],
    'the right to an identity, which the token of the workflow does not explain': [
      rights({ 'id-token': 'write' }, [ask]),
      'sample/work: job "work" may write id-token, but none of its steps needs it',
    ],
    'every right': [all('write-all'), 'sample/work: job "work" has write-all; allowed is a list of scopes'],
    'rights for every job': [
      oneJob({}, { workflow: { permissions: { contents: 'read' } } }),
      'sample: the workflow gives every job contents; allowed is permissions: {}, and rights by job',
    ],
  },
});
