import { describe, expect, test } from 'vitest';
import { Cluster, SmokeTest } from '../../src';
import { smallTree } from '../support/small-tree';
import { jobOf, lowered } from '../support/synthesize';

describe('rights in the cluster', () => {
  const told = (url?: string) => {
    const { pipeline } = smallTree({ deploy: { url, smokeTest: SmokeTest.http('/health') } });
    return lowered(pipeline)
      .model.instructions.filter(({ title }) => title === 'Clusters')
      .map(({ text }) => text);
  };
  const account =
    'The account in the kubeconfig `KUBECONFIG`: in the namespace of the release everything that the chart contains, with list and watch (Helm waits by watching), Secrets (Helm keeps its releases there, and a deployment labels them: `patch`) and Pods, and `list` on events, by which a failed deployment says why; for the first installation also `create` on namespaces, which Helm asks for even where the namespace exists. Nodes may pull from the registry.';

  test('are those of Helm', () => {
    expect(told('https://shop.example.com')).toEqual([account]);
  });

  test.each([undefined, 'https://shop.internal'])('are more where a smoke test asks through the cluster: %s', (url) => {
    expect(told(url)).toEqual([
      account,
      'Where a smoke test asks through the API server, without a public url: `get` on `services/proxy` in the namespace of the release.',
    ]);
  });
});

test('kubectl has the version that the cluster says', () => {
  const versionIn = (cluster: Cluster) => {
    const { pipeline } = smallTree({ deploy: { cluster } });
    const job = Object.keys(lowered(pipeline).model.workflow.jobs).find((id) => id.startsWith('deploy-')) ?? '';
    return jobOf(pipeline, job).steps.find(({ id }) => id === 'kubectl')?.with;
  };
  expect(versionIn(Cluster.kubeconfig({ secret: 'KUBE' }))).toEqual({ version: 'v1.35.0' });
  expect(versionIn(Cluster.kubeconfig({ secret: 'KUBE', kubectlVersion: 'v1.33.4' }))).toEqual({ version: 'v1.33.4' });
});
