import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { EMBARGO_REPOSITORIES } from '../../../sandbox/playground/stage/embargo.ts'
import { type Production, WORKLOAD } from '../../../sandbox/production/open.ts'
import { type ConnectionSettings, parseConnections } from '../../settings/connections.ts'

const CLUSTER = 'cluster'
const METRICS = 'prometheus'

/** The servers of the sandbox, as an administrator's connections file names them. */
export async function connectProduction(
  { cluster, prometheus, statusPage, mailbox, forum }: Production,
  { folder, repository }: { readonly folder: string; readonly repository: string },
): Promise<ConnectionSettings> {
  const kubeconfig = join(folder, 'kubeconfig')
  await writeFile(kubeconfig, cluster.kubeconfig(), { mode: 0o600 })
  const repositories = [repository]
  // The mails ahead of a disclosure come from where it is prepared.
  const { hidden } = EMBARGO_REPOSITORIES
  const namespaces = ['staging', 'production']
  const settings = parseConnections(
    JSON.stringify({
      deployers: [{ name: CLUSTER, repositories, kind: 'kubernetes', cluster: { kubeconfig }, namespaces }],
      prometheus: [{ name: METRICS, repositories, url: prometheus.url }],
      mail: [
        {
          repositories: [repository, hidden],
          url: mailbox.url,
          from: 'Godel Releases <releases@godel.example>',
        },
      ],
      statusPages: [
        {
          ...{ repositories, kind: 'statuspage', url: statusPage.url },
          ...{ pageId: statusPage.pageId, apiKey: statusPage.apiKey },
        },
      ],
      forums: [
        {
          ...{ repositories, kind: 'discourse', url: forum.url },
          ...{ apiKey: forum.apiKey, username: forum.username },
        },
      ],
    }),
  )
  if ('kind' in settings) throw new Error(settings.what)
  return settings
}

/** What the product's config says of its deployment: times and shares are those of the process document. */
export function renderProductionConfig(): string {
  return stringify({
    environments: [
      { id: 'staging', deployer: createDeployer('staging', 'deployment') },
      { id: 'production', deployer: createDeployer('production', 'rollout'), metrics: METRICS },
    ],
    rollout: {
      analysis: { interval: '5m', freshness: null, metrics: METRICS_OF_STEPS },
    },
    announcements: { customers: ['it@kolmogorov.example', 'ops@lovelace.example'] },
  })
}

function createDeployer(namespace: string, kind: 'deployment' | 'rollout'): object {
  const { name, image } = WORKLOAD
  const workloads = [{ kind, name, container: name, image: `${image}:{tag}` }]
  return { kind: 'kubernetes', connection: CLUSTER, namespace, workloads }
}

const OWN = '{version="$version",environment="$environment"}'

const METRICS_OF_STEPS = [
  {
    id: 'error-rate',
    text: 'Error rate',
    unit: 'ratio',
    query: `job:http_errors:ratio5m${OWN}`,
    limit: { above: 0.05 },
    previous: { factor: 2, margin: 0.01 },
    traffic: { query: `job:http_requests:rate5m${OWN}`, atLeast: 0.1 },
  },
  {
    id: 'latency-p99',
    text: 'Latency P99',
    unit: 'seconds',
    query: `job:http_latency:p99_5m${OWN}`,
    limit: { above: 2 },
    previous: { factor: 2, margin: 0.1 },
  },
]
