import { openGateDeployer } from '../adapters/deploy/gate-server/open.ts'
import { openHttpRequestDeployer } from '../adapters/deploy/http-request/open.ts'
import { openEventWebhook } from '../adapters/event-webhook/open.ts'
import { openDiscourse } from '../adapters/forum/discourse.ts'
import { openPrometheus } from '../adapters/prometheus/open.ts'
import { openMastodon } from '../adapters/social/mastodon.ts'
import { openStatuspage } from '../adapters/status-page/statuspage.ts'
import { openStatusWebhook } from '../adapters/status-page/webhook.ts'
import { Refused } from '../release/refusal.ts'
import type { ConnectedDeployer, Connections } from '../runtime/ports/connections.ts'
import type { Deployer } from '../runtime/ports/deployer.ts'
import type { GateStore } from '../runtime/ports/gates.ts'
import type { Mailer } from '../runtime/ports/mailer.ts'
import type { MetricsSource } from '../runtime/ports/metrics-source.ts'
import type { SocialNetwork } from '../runtime/ports/social-network.ts'
import type { ConnectionSettings } from '../settings/connections.ts'

/** What connections are opened with. */
export interface ConnectionsGiven {
  readonly gates: GateStore
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Opens the servers of the settings, each once and when it is needed, for the repositories that it names alone. */
export function openConnections(settings: ConnectionSettings, given: ConnectionsGiven): Connections {
  const metrics = new Map<string, MetricsSource>()
  const clusters = new Map<string, Promise<Deployer>>()
  return {
    openDeployer: (deployer, repository) => openDeployer({ settings, given, clusters }, deployer, repository),
    openMetrics: (connection, repository) => {
      const { url, login = { kind: 'none' } } = find(settings.prometheus, connection, repository)
      const open = metrics.get(connection) ?? openPrometheus({ url, login, ...given })
      metrics.set(connection, open)
      return open
    },
    findMailer: (repository) => {
      const found = settings.mail.find(isFor(repository))
      return found ? openMailer(found) : null
    },
    findStatusPage: (repository) => {
      const found = settings.statusPages.find(isFor(repository))
      if (!found) return null
      return found.kind === 'statuspage'
        ? openStatuspage({ ...found, ...given })
        : openStatusWebhook({ ...found, ...given })
    },
    findForum: (repository) => {
      const found = settings.forums.find(isFor(repository))
      return found ? openDiscourse({ ...found, ...given }) : null
    },
    listSocialNetworks: (repository) =>
      settings.social
        .filter(isFor(repository))
        .map((one) =>
          one.kind === 'mastodon' ? openMastodon({ ...one, ...given }) : openLazyX(one, given.now),
        ),
    hasWebhooks: settings.webhooks.length > 0,
    listWebhooks: (repository) =>
      settings.webhooks.filter(isFor(repository)).map((one) => openEventWebhook({ ...one, ...given })),
    mayAlert: (source, repository) =>
      settings.alertmanagers.some((one) => one.name === source && isFor(repository)(one)),
  }
}

/** GitHub's names are the same in small and large letters. */
export function isFor(repository: string) {
  const wanted = repository.toLowerCase()
  return ({ repositories }: { readonly repositories: readonly string[] }): boolean =>
    repositories.some((one) => one.toLowerCase() === wanted)
}

interface Desk {
  readonly settings: ConnectionSettings
  readonly given: ConnectionsGiven
  readonly clusters: Map<string, Promise<Deployer>>
}

function openDeployer(
  { settings, given, clusters }: Desk,
  deployer: ConnectedDeployer,
  repository: string,
): Deployer {
  const found = find(settings.deployers, deployer.connection, repository)
  if (deployer.kind === 'http-request' && found.kind === 'http-request')
    return openHttpRequestDeployer({ ...found, ...given })
  if (deployer.kind === 'gate-server' && found.kind === 'gate-server') return openGateDeployer(given.gates)
  if (deployer.kind === 'kubernetes' && found.kind === 'kubernetes') {
    const { namespace, workloads } = deployer
    if (!found.namespaces.includes(namespace)) throw refuseNamespace(deployer.connection, namespace)
    const key = JSON.stringify([found.name, namespace, workloads])
    const open = clusters.get(key) ?? openCluster({ cluster: found.cluster, namespace, workloads, ...given })
    clusters.set(key, open)
    return delayDeployer(open)
  }
  throw refuseConnection(deployer.connection, `is a connection for ${found.kind}, not for ${deployer.kind}`)
}

/** What talks to clusters is loaded only where one is set up: it takes memory, and time at the start. */
async function openCluster(
  options: Parameters<typeof import('../adapters/deploy/kubernetes/open.ts').openKubernetesDeployer>[0],
): Promise<Deployer> {
  const { openKubernetesDeployer } = await import('../adapters/deploy/kubernetes/open.ts')
  return openKubernetesDeployer(options)
}

function delayDeployer(open: Promise<Deployer>): Deployer {
  return {
    deploy: async (request) => (await open).deploy(request),
    readState: async (request) => (await open).readState(request),
    readLiveVersion: async (environment) => (await open).readLiveVersion(environment),
  }
}

function openMailer({ url, from }: ConnectionSettings['mail'][number]): Mailer {
  const loopback = new URL(url).hostname === '127.0.0.1'
  return {
    sendMail: async (mail) => {
      const { openSmtpMailer } = await import('../adapters/smtp/open.ts')
      return openSmtpMailer({ url, from, loopback }).sendMail(mail)
    },
  }
}

type XSettings = Extract<ConnectionSettings['social'][number], { readonly kind: 'x' }>

function openLazyX(settings: XSettings, now: () => number): SocialNetwork {
  const open = async () => (await import('../adapters/social/x.ts')).openX({ ...settings, now })
  return {
    mostCharacters: 280,
    findPost: async (link) => (await open()).findPost(link),
    publishPost: async (post) => (await open()).publishPost(post),
    editPost: async (posted, text) => (await open()).editPost(posted, text),
  }
}

interface Named {
  readonly name: string
  readonly repositories: readonly string[]
}

function find<T extends Named>(connections: readonly T[], connection: string, repository: string): T {
  const found = connections.find((one) => one.name === connection)
  if (!found) throw refuseConnection(connection, "isn't set up")
  if (!isFor(repository)(found)) throw refuseConnection(connection, `isn't for ${repository}`)
  return found
}

function refuseConnection(connection: string, why: string): Refused {
  return new Refused({
    kind: 'config',
    what: `The connection \`${connection}\` ${why}.`,
    next: 'Ask your Release Captain administrator to set it up in CONNECTIONS_FILE for this repository, or name another in the policy.',
  })
}

function refuseNamespace(connection: string, namespace: string): Refused {
  return refuseConnection(connection, `may not deploy to the namespace \`${namespace}\``)
}
