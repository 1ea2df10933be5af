import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { listed } from '../text';

export const reportedFailures = defineCheck({
  id: 'reported-failures',
  title: 'somebody is told when a release fails',
  why: 'GitHub writes to whoever started the run, and only if they asked for it: a broken deployment stays unseen.',
  source: 'https://docs.github.com/en/actions/concepts/workflows-and-actions/notifications-for-workflow-runs',
  mend: 'give the pipeline a notifier, such as notifiers: [Notifier.slack({ webhookSecret: ... })]',
  severity: Severity.WARNING,
  pipeline: (pipeline, report) => {
    const deployments = pipeline.jobs.filter((job) => job.deploysTo);
    if (deployments.length === 0) return;
    const notifications = pipeline.jobs.filter((job) => job.role === 'notification');
    if (notifications.length === 0) {
      report(`${listed(deployments.map(({ id }) => id))} may fail and nobody is told: the pipeline has no notifier`);
      return;
    }
    // Others may tell of something else, such as an approval that is waited for.
    const telling = notifications.filter((job) =>
      job.expressions.some(
        ({ step, isCondition, calls }) => !step && isCondition && calls.some((name) => TELLING.has(name)),
      ),
    );
    const [first] = telling.length > 0 ? telling : notifications;
    const unheard = deployments.filter(({ id }) => !telling.some((job) => job.needs.includes(id)));
    if (telling.length === 0) {
      report(`${first.label} only runs when everything succeeded; a notification runs always() or on failure()`, {
        path: first.path,
      });
    } else if (unheard.length > 0) {
      report(
        `${first.label} does not hear ${listed(unheard.map(({ id }) => id))}; a notification needs every deployment`,
        {
          path: first.path,
        },
      );
    }
  },
});

const TELLING = new Set(['always', 'failure']);
