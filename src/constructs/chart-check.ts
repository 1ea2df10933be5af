import type { IConstruct } from 'constructs';
import { Step } from '../parts/step';
import { pipelineOf } from './pipeline-context';

/** Helm itself sees every overlay before anything is deployed; no steps where nothing is released by Helm. */
export function chartCheck(scope: IConstruct): Step[] {
  const { releases } = pipelineOf(scope, 'lint');
  const condition = "!cancelled() && steps.checkout.outcome == 'success'";
  const helm = Step.action('helm', 'azure/setup-helm', { condition })._late(() =>
    releases.length === 0 ? undefined : { with: { version: releases[0].helm } },
  );
  const chart = Step._script('chart', 'check-chart', {
    name: 'Check the charts with the values of every environment',
    condition: "!cancelled() && steps.helm.outcome == 'success'",
  })._late(() =>
    releases.length === 0
      ? undefined
      : {
          env: {
            RELEASES: releases
              .map(
                ({ chart, overlay, repositoryKey, digestKey }) => `${chart} ${overlay} ${repositoryKey} ${digestKey}`,
              )
              .join('\n'),
          },
        },
  );
  return [helm, chart];
}
