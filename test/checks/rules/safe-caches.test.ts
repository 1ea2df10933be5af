import { safeCaches } from '../../../src/checks/rules/safe-caches';
import { actionReference } from '../../../src/data/action-pins';
import type { JobSpec } from '../../simulate/support/model';
import { describeCheck, oneStep } from '../support/describe-check';

const signedIn: JobSpec = { permissions: { 'id-token': 'write' } };
const using = (name: string, inputs: Record<string, string>, job: JobSpec = signedIn, condition?: string) =>
  oneStep({ uses: actionReference(name).uses, with: inputs, ...(condition ? { if: condition } : {}) }, job);

describeCheck(safeCaches, {
  passes: {
    'a cache where nothing is held': using('actions/setup-node', { cache: 'npm' }, {}),
    'no cache': using('actions/setup-node', { 'node-version': '22', 'package-manager-cache': 'false' }),
    'a cache that releases do not read': using(
      'actions/cache/restore',
      { path: 'a', key: 'b' },
      signedIn,
      "${{ env.DIGEST == '' }}",
    ),
    'a builder without its cache': using('docker/setup-buildx-action', { version: 'v0.36.1', 'cache-binary': 'false' }),
    'a scanner without its cache': using('aquasecurity/setup-trivy', { version: 'v0.70.0', cache: 'false' }),
    'Go without its cache': using('actions/setup-go', { cache: 'false' }),
    'uv without its cache': using('astral-sh/setup-uv', { 'enable-cache': 'false' }),
    'Gradle without its cache': using('gradle/actions/setup-gradle', { 'cache-disabled': 'true' }),
  },
  fails: {
    'dependencies beside an identity': [
      using('actions/setup-node', { cache: 'npm' }),
      'sample/work: step "it" of job "work" reads the cache of npm in a job that pushes or signs in; other jobs can write it',
    ],
    'a cache beside a deployment': [
      using('actions/cache', { path: 'a', key: 'deps' }, { model: { deploysTo: 'dev' } }),
      'sample/work: step "it" of job "work" reads the cache "deps" in a job that deploys; other jobs can write it',
    ],
    'a cached builder': [
      using('docker/setup-buildx-action', { version: 'v0.36.1' }),
      'sample/work: step "it" of job "work" reads a cached Buildx in a job that pushes or signs in; other jobs can write it',
    ],
    'packages that are cached by default': [
      using('actions/setup-node', { 'node-version': '22' }),
      'sample/work: step "it" of job "work" reads the cache of npm where package.json names it in a job that pushes or signs in; other jobs can write it',
    ],
    'packages of uv, cached by default on a hosted machine': [
      using('astral-sh/setup-uv', {}),
      'sample/work: step "it" of job "work" reads the cache of uv in a job that pushes or signs in; other jobs can write it',
    ],
    'what Gradle keeps by default': [
      using('gradle/actions/setup-gradle', {}),
      'sample/work: step "it" of job "work" reads the cache of Gradle in a job that pushes or signs in; other jobs can write it',
    ],
    'modules that are cached by default': [
      using('actions/setup-go', {}),
      'sample/work: step "it" of job "work" reads the cache of Go modules in a job that pushes or signs in; other jobs can write it',
    ],
  },
});
