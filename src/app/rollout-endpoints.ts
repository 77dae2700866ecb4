import { readAlerts } from '../adapters/alertmanager/read-webhook.ts'
import { handleGateCall } from '../adapters/deploy/gate-server/handle.ts'
import { readCallback } from '../adapters/deploy/http-request/callback.ts'
import type {
  AlertEndpoint,
  DeploymentEndpoint,
  GateEndpoint,
  RolloutEndpoints,
} from '../http/rollout/rollout-routes.ts'
import type { RuntimeDependencies } from '../runtime/context.ts'
import { ALERTS, createAlertPayload } from '../runtime/jobs/alerts.ts'
import { askDeployer } from '../runtime/jobs/deployments.ts'
import { createGateStore } from '../runtime/record/gates.ts'
import type { ConnectionSettings } from '../settings/connections.ts'
import { isFor } from './open-connections.ts'

/** What Alertmanager and controllers come to, where it is set up. */
export function createRolloutEndpoints(
  settings: ConnectionSettings,
  deps: RuntimeDependencies,
): RolloutEndpoints {
  const hasGates = settings.deployers.some(({ kind }) => kind === 'gate-server')
  const takesCalls = settings.deployers.some(({ kind }) => kind === 'http-request')
  return {
    alerts: settings.alertmanagers.length === 0 ? null : createAlertEndpoint(settings, deps),
    gates: hasGates ? createGateEndpoint(settings, deps) : null,
    deployments: takesCalls ? createDeploymentEndpoint(settings, deps) : null,
  }
}

/** Whoever knows the login of a connection speaks for the repositories of that one. */
function createAlertEndpoint(
  { alertmanagers }: ConnectionSettings,
  { store, now, log }: RuntimeDependencies,
): AlertEndpoint {
  return async ({ id, ...received }) => {
    for (const { name, login } of alertmanagers) {
      const read = readAlerts(login, received)
      if (read.kind === 'unauthorized') continue
      if (read.kind !== 'alerts') return read.kind
      if (read.truncated > 0) log.warn({ source: name, alerts: read.truncated }, 'Alerts were left out.')
      if (read.alerts.length === 0) return 'ignored'
      const at = now()
      const body = createAlertPayload({ source: name, receivedAt: at, alerts: read.alerts })
      const delivery = { source: ALERTS, id, lane: `${ALERTS}:${name}`, type: ALERTS, body, at }
      return storeAlerts(() => store.storeDelivery(delivery), log)
    }
    return 'unauthorized'
  }
}

async function storeAlerts(
  store: () => Promise<unknown>,
  log: RuntimeDependencies['log'],
): Promise<'stored' | 'not-stored'> {
  try {
    await store()
    return 'stored'
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    log.error({ problem }, "Alerts couldn't be stored.")
    return 'not-stored'
  }
}

/** So long it is known which repository has which id, in seconds. */
const KNOWN_SECONDS = 300

function createGateEndpoint(settings: ConnectionSettings, deps: RuntimeDependencies): GateEndpoint {
  const store = createGateStore(deps.store)
  const findName = createNameLookup(deps)
  return async ({ method, path, query, authorization, body }) => {
    const [, , , id = ''] = path.split('/')
    const name = await findName(Number(id))
    const tokenFor = (connection: string): string | null => {
      const found = settings.deployers.find((one) => one.name === connection)
      if (name === null || found?.kind !== 'gate-server' || !isFor(name)(found)) return null
      return found.token
    }
    const options = { store, tokenFor, now: deps.now }
    return handleGateCall(options, { method, path, query, authorization, body })
  }
}

/** Whoever signs with the secret of a connection speaks for the repositories of that one; the deployer is asked all the same. */
function createDeploymentEndpoint(
  { deployers }: ConnectionSettings,
  deps: RuntimeDependencies,
): DeploymentEndpoint {
  const findName = createNameLookup(deps)
  return async (received) => {
    for (const one of deployers) {
      if (one.kind !== 'http-request') continue
      const read = readCallback(one.secret, received, deps.now())
      if (read.kind !== 'changed') {
        if (read.kind === 'unauthorized') continue
        return 'malformed'
      }
      const name = await findName(Number(read.key.split('.')[0]))
      if (name === null || !isFor(name)(one)) return 'unauthorized'
      return askAtOnce(deps, read.key)
    }
    return 'unauthorized'
  }
}

/** A call that couldn't be acted on is no loss: the deployer is asked every few seconds. */
async function askAtOnce(
  { store, now, log }: RuntimeDependencies,
  key: string,
): Promise<'taken' | 'not-stored'> {
  try {
    await store.transact((unit) => askDeployer(unit, key, now()))
    return 'taken'
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    log.error({ problem }, "A deployer's call couldn't be acted on.")
    return 'not-stored'
  }
}

/** Names repositories by their ids; GitHub is asked now and then, and what was known counts while it can't be asked. */
function createNameLookup({ github, now }: RuntimeDependencies) {
  let known: ReadonlyMap<number, string> = new Map()
  let readAt = 0
  return async (id: number): Promise<string | null> => {
    if (!known.has(id) || now() - readAt > KNOWN_SECONDS) {
      readAt = now()
      const reading = github
        .listRepositories()
        .then((all) => {
          known = new Map(all.map(({ id: one, owner, name }) => [one, `${owner}/${name}`]))
        })
        .catch(() => undefined)
      if (!known.has(id)) await reading
    }
    return known.get(id) ?? null
  }
}
