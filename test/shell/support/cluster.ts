import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Secret, secretOf } from './secret-body';

/** As much of a cluster as Helm's records need: Secrets of one namespace. */
export interface Cluster {
  readonly kubeconfig: string;
  /** Label of a revision, as it lies in the cluster. */
  label(revision: number, name: string): string | undefined;
  /** What becomes of a ConfigMap: it is refused, or nothing is ever answered. Default refused. */
  configMaps: 'refused' | 'hanging';
}

const RESOURCES = ['secrets', 'namespaces', 'configmaps', 'pods'].map((name) => ({
  ...{ name, singularName: '', namespaced: name !== 'namespaces' },
  kind: { secrets: 'Secret', namespaces: 'Namespace', configmaps: 'ConfigMap', pods: 'Pod' }[name],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
}));

/** That the server checks fields itself, so that nobody reads on. */
const OPENAPI = {
  paths: Object.fromEntries(
    RESOURCES.map(({ name, kind }) => [
      `/api/v1/namespaces/{namespace}/${name}/{name}`,
      {
        patch: {
          parameters: [{ name: 'fieldValidation', in: 'query' }],
          'x-kubernetes-group-version-kind': { group: '', version: 'v1', kind },
        },
      },
    ]),
  ),
};

/** Starts it, and stops it afterwards. */
export async function withCluster<T>(use: (cluster: Cluster) => Promise<T>): Promise<T> {
  const secrets = new Map<string, Secret>();
  const cluster = { configMaps: 'refused' as Cluster['configMaps'] };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://cluster');
    const isConfigMap = pathname.includes('/configmaps') && request.method !== 'GET';
    if (isConfigMap && cluster.configMaps === 'hanging') return;
    const [status, body] = answer(request.method ?? '', pathname, searchParams, secrets, await secretOf(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'cluster-')), 'kubeconfig');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(kubeconfig, kubeconfigOf(url));
  try {
    const label = (revision: number, name: string) =>
      [...secrets.values()].find(({ metadata }) => metadata.labels.version === String(revision))?.metadata.labels[name];
    return await use(Object.assign(cluster, { kubeconfig, label }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function answer(
  method: string,
  path: string,
  query: URLSearchParams,
  secrets: Map<string, Secret>,
  body: Secret | undefined,
): [number, unknown] {
  if (path === '/version') return [200, { major: '1', minor: '35', gitVersion: 'v1.35.0' }];
  if (path === '/api') return [200, { kind: 'APIVersions', versions: ['v1'] }];
  if (path === '/apis') return [200, { kind: 'APIGroupList', apiVersion: 'v1', groups: [] }];
  if (path === '/api/v1') return [200, { kind: 'APIResourceList', groupVersion: 'v1', resources: RESOURCES }];
  if (path === '/openapi/v3') return [200, { paths: { 'api/v1': { serverRelativeURL: '/openapi/v3/api/v1' } } }];
  if (path === '/openapi/v3/api/v1') return [200, OPENAPI];
  const [, resource, name] = /^\/api\/v1\/(?:namespaces\/[^/]+\/)?(\w+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (resource === 'namespaces') return [method === 'GET' ? 200 : 409, refusal(409, 'AlreadyExists')];
  if (resource !== 'secrets') {
    return method === 'GET' ? [404, refusal(404, 'NotFound')] : [422, refusal(422, 'Invalid')];
  }
  if (name === undefined && method === 'GET') {
    const wanted = (query.get('labelSelector') ?? '').split(',').filter((one) => one !== '');
    const items = [...secrets.values()].filter(({ metadata }) =>
      wanted.every((one) => metadata.labels[one.split('=')[0]] === one.split('=')[1]),
    );
    return [200, { kind: 'SecretList', apiVersion: 'v1', metadata: {}, items }];
  }
  const known = secrets.get(name ?? body?.metadata.name ?? '');
  if (method === 'POST' && known !== undefined) return [409, refusal(409, 'AlreadyExists')];
  if (method !== 'POST' && known === undefined) return [404, refusal(404, 'NotFound')];
  if (method === 'DELETE') secrets.delete(name);
  if (method === 'PATCH') Object.assign((known as Secret).metadata.labels, body?.metadata.labels);
  if (method === 'POST' || method === 'PUT') secrets.set((body as Secret).metadata.name, body as Secret);
  return [method === 'POST' ? 201 : 200, secrets.get(name ?? body?.metadata.name ?? '') ?? known];
}

const refusal = (code: number, reason: string) => ({
  ...{ kind: 'Status', apiVersion: 'v1', status: 'Failure', message: `the cluster says ${reason}` },
  ...{ code, reason },
});

const kubeconfigOf = (server: string) => `apiVersion: v1
kind: Config
clusters: [{ name: test, cluster: { server: '${server}' } }]
contexts: [{ name: test, context: { cluster: test, user: test } }]
users: [{ name: test, user: {} }]
current-context: test
`;
