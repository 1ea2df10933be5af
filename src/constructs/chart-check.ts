import type { IConstruct } from 'constructs';
import { Step } from '../parts/step';
import { pipelineOf, type ReleaseFacts } from './pipeline-context';

/** Helm itself sees every overlay before anything is deployed; no steps where nothing is released by Helm. */
export function chartCheck(scope: IConstruct): Step[] {
  const { releases } = pipelineOf(scope, 'lint');
  const condition = '!cancelled()';
  const helm = Step.action('helm', 'azure/setup-helm', { condition })._late(() =>
    releases.length === 0 ? undefined : { with: { version: releases[0].helm } },
  );
  const chart = Step._script('chart', 'check-chart', {
    name: 'Check the charts with the values of every environment',
    condition,
  })._late(() => (releases.length === 0 ? undefined : { env: checkedReleases(releases) }));
  return [helm, chart];
}

/** `CHART:VALUES` for each, with the keys of the image where they are not the usual ones. */
function checkedReleases(releases: readonly ReleaseFacts[]): Record<string, string> {
  const entries = releases.map(({ chart, overlay, repositoryKey, digestKey }) => {
    const isUsual = repositoryKey === 'image.repository' && digestKey === 'image.digest';
    return [chart, overlay, ...(isUsual ? [] : [repositoryKey, digestKey])].join(':');
  });
  return { RELEASES: entries.join(' ') };
}
