import type { AppOptions } from '../../../src/app/open-app.ts'
import { parseConnections } from '../../../src/settings/connections.ts'
import { NO_CHATS } from '../../../src/settings.ts'
import type { StoreLocation } from '../../../src/store/store-location.ts'
import type { Course } from './clock.ts'

/** What the App is started with, as it goes from one process to another. */
export interface Start {
  readonly place: StoreLocation
  readonly cacheDir: string
  readonly signingKey: string
  readonly github: string
  readonly id: number
  readonly privateKey: string
  readonly webhookSecret: string
  readonly course: Course
  /** Milliseconds between two rounds of the reconciler. */
  readonly rounds: number
  /** The file of its connections, as text. */
  readonly connections: string
}

/** Milliseconds between two beats: what waits for a time is looked at then. */
const TICK = 75

/** The App's own settings. */
export function appOptions(start: Start, given: Pick<AppOptions, 'now' | 'logs'>): AppOptions {
  const { place, cacheDir, signingKey, github, id, privateKey, webhookSecret, rounds } = start
  const connections = parseConnections(start.connections)
  if ('kind' in connections) throw new Error(connections.what)
  return {
    ...{ place, cacheDir, host: '127.0.0.1', port: 0, metricsToken: null, tracing: null, isRealTime: false },
    logLevel: 'info',
    signing: { format: 'ssh', key: signingKey },
    app: {
      ...{ id, privateKey, webhookSecrets: { current: webhookSecret, previous: null } },
      webhook: { path: null, proxyUrl: null },
      github: { web: github, api: github },
      linking: null,
      ...NO_CHATS,
      connections,
    },
    pace: { tick: TICK, reconcile: rounds },
    ...given,
  }
}
