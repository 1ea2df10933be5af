import { expect, test } from 'vitest';
import { job, told } from './support';

test('a deployment that waits for less', () => {
  expect(
    told((view) => {
      job(view, 'deploy-staging').needs = ['build', 'deploy-dev', 'lint'];
      job(view, 'deploy-dev').needs = ['build', 'security-scan'];
    }).filter((line) => / (?:dev|staging|production): /.test(line)),
  ).toEqual([
    'weaker dev: waits no more for `unit-tested` (`unit-test`), `linted` (`lint`), `integration-tested` (`integration-test`)',
    'weaker staging: waits no more for `unit-tested` (`unit-test`), `integration-tested` (`integration-test`)',
    'weaker production: waits no more for `unit-tested` (`unit-test`), `integration-tested` (`integration-test`)',
  ]);
});

test('a deployment that waits for more', () => {
  const withWork = (view: Parameters<Parameters<typeof told>[0]>[0]) => {
    view.jobs.push({ ...structuredClone(job(view, 'lint')), id: 'e2e', vouches: [], needs: ['deploy-staging'] });
  };
  expect(told((view) => job(view, 'deploy-production').needs.push('e2e'), withWork)).toEqual([
    'stronger production: waits for `e2e` too',
    'changed deploy-production: waits for `e2e` too',
  ]);
});

test('another job that vouches for the same is no loss', () => {
  const lines = told((view) => {
    job(view, 'unit-test').id = 'tests';
    for (const one of view.jobs) one.needs = one.needs.map((id) => (id === 'unit-test' ? 'tests' : id));
  });
  expect(lines.filter((line) => !line.startsWith('changed'))).toEqual([]);
  expect(lines).toContain('changed tests: is new: unit tests');
  expect(lines).toContain('changed unit-test: is gone; it answered for: unit tests');
});

test('one of several jobs that vouch for the same is a loss', () => {
  const halves = (view: Parameters<Parameters<typeof told>[0]>[0]) => {
    view.jobs.push({ ...structuredClone(job(view, 'unit-test')), id: 'unit-test-web' });
    job(view, 'integration-test').needs.push('unit-test-web');
  };
  const lines = told((view) => {
    view.jobs = view.jobs.filter(({ id }) => id !== 'unit-test-web');
    for (const one of view.jobs) one.needs = one.needs.filter((id) => id !== 'unit-test-web');
  }, halves);
  expect(lines.filter((line) => line.startsWith('weaker'))).toEqual(
    ['dev', 'staging', 'production'].map(
      (name) => `weaker ${name}: waits for fewer jobs that vouch for \`unit-tested\`: no more for \`unit-test-web\``,
    ),
  );
});

test('a job that blocks nothing is no gate', () => {
  expect(told((view) => (job(view, 'security-scan').blocking = false))).toEqual([
    'weaker dev: waits no more for `image-scanned` (`security-scan`)',
    'weaker staging: waits no more for `image-scanned` (`security-scan`)',
    'weaker production: waits no more for `image-scanned` (`security-scan`)',
    'weaker security-scan: blocks nothing any more when it fails',
  ]);
});
