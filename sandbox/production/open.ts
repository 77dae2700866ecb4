import type { Clock } from '../clock.ts'
import { type Cluster, openCluster } from '../cluster/open.ts'
import type { Behaviour } from '../cluster/state.ts'
import { type Mailbox, openMailbox } from '../mailbox/open.ts'
import { openSandboxForum, type SandboxForum } from './forum.ts'
import { openSandboxPrometheus, type SandboxPrometheus } from './prometheus.ts'
import { openSandboxStatusPage, type SandboxStatusPage } from './status-page.ts'
import { openTrafficHistory, type TrafficHistory } from './traffic-history.ts'

/** Where a product runs, and what is around it: a cluster, its metrics, a status page, a mailbox and a forum. */
export interface Production {
  readonly cluster: Cluster
  readonly history: TrafficHistory
  readonly prometheus: SandboxPrometheus
  readonly statusPage: SandboxStatusPage
  readonly mailbox: Mailbox
  readonly forum: SandboxForum
  readonly onChange: (listener: () => void) => () => void
  readonly close: () => Promise<void>
}

/** The namespaces of the cluster, in the order in which a version goes through them. */
export const ENVIRONMENTS = ['staging', 'production'] as const
/** By what it is known in the cluster. */
export const WORKLOAD = { name: 'godel-api', image: 'ghcr.io/godel/api' } as const
/** The shares of traffic that production stops at. */
const WEIGHTS = [5, 25]

/** How a version behaves that somebody broke: every eighth request fails, and slowly. */
export const BROKEN: Partial<Behaviour> = { errorRatio: 0.125, latencySeconds: 0.9 }

/** Opens it with one version everywhere: `v2.0.0`. */
export async function openProduction(clock: Clock, tag: string): Promise<Production> {
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  const { now } = clock
  const cluster = await openCluster({ clock })
  addWorkloads(cluster, tag)
  const history = openTrafficHistory(cluster, { clock, environments: ENVIRONMENTS })
  const prometheus = await openSandboxPrometheus(history, now)
  const statusPage = await openSandboxStatusPage({ now, onChange: tell })
  const forum = await openSandboxForum({ now, onChange: tell })
  const mailbox = await openMailbox({ now })
  const hush = [cluster.onChange(tell), mailbox.onChange(tell)]
  return {
    ...{ cluster, history, prometheus, statusPage, mailbox, forum },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      for (const one of hush) one()
      history.close()
      await Promise.all([cluster, prometheus, statusPage, forum, mailbox].map((one) => one.close()))
    },
  }
}

function addWorkloads(cluster: Cluster, tag: string): void {
  const { name, image } = WORKLOAD
  const one = { name, container: name, image: `${image}:${tag}` }
  cluster.add({ ...one, kind: 'Deployment', namespace: 'staging', replicas: 2 })
  cluster.add({ ...one, kind: 'Rollout', namespace: 'production', replicas: 10, weights: WEIGHTS })
}
