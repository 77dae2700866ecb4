import type { Clock } from '../clock.ts'
import type { Cluster } from '../cluster/open.ts'
import type { Behaviour } from '../cluster/state.ts'

/** What the traffic of one version in one environment measures, by the names of recording rules. */
export const SERIES = {
  'job:http_requests:rate5m': 'Requests per second',
  'job:http_errors:ratio5m': 'Share of requests that fail',
  'job:http_latency:p99_5m': 'Latency at the 99th percentile, in seconds',
} as const
export type SeriesName = keyof typeof SERIES

/** Which version of which environment a series is of. */
export interface SeriesLabels {
  readonly version: string
  readonly environment: string
}

/** What was measured of the traffic of a cluster, now and before. */
export interface TrafficHistory {
  /** The value at a time in milliseconds since 1970; null where the version had no traffic there. */
  readonly read: (name: SeriesName, labels: SeriesLabels, at: number) => number | null
  /** The versions that had traffic in an environment since then. */
  readonly versions: (environment: string, since: number) => readonly string[]
  /** When the traffic changed last. */
  readonly changedAt: () => number
  readonly close: () => void
}

interface VersionTraffic extends SeriesLabels {
  readonly share: number
  readonly behaviour: Behaviour
}

interface Snapshot {
  readonly at: number
  readonly traffic: readonly VersionTraffic[]
}

/** Requests per second of all of the traffic of an environment. */
const REQUESTS_PER_SECOND = 40
/** The slowest request of a hundred takes so many times as long as most. */
const P99_FACTOR = 3
const MOST_SNAPSHOTS = 5_000

/** Keeps what the traffic of each environment was, whenever it changed. Before the first look it was the same. */
export function openTrafficHistory(
  cluster: Cluster,
  { clock, environments }: { readonly clock: Clock; readonly environments: readonly string[] },
): TrafficHistory {
  const snapshots: Snapshot[] = []
  const look = () => {
    const traffic = environments.flatMap((environment) =>
      cluster.shares(environment).map(({ version, share }) => ({
        ...{ environment, version, share, behaviour: cluster.behaviour(version) },
      })),
    )
    const last = snapshots.at(-1)
    if (last && JSON.stringify(last.traffic) === JSON.stringify(traffic)) return
    snapshots.push({ at: clock.now(), traffic })
    if (snapshots.length > MOST_SNAPSHOTS) snapshots.shift()
  }
  look()
  const findTraffic = ({ version, environment }: SeriesLabels, at: number) =>
    (snapshots.findLast((one) => one.at <= at) ?? snapshots[0])?.traffic.find(
      (one) => one.version === version && one.environment === environment && one.share > 0,
    )
  return {
    read: (name, labels, at) => {
      const traffic = findTraffic(labels, at)
      return traffic ? measure(name, traffic, at) : null
    },
    versions: (environment, since) => {
      const from = snapshots.findLastIndex((one) => one.at <= since)
      const seen = snapshots.slice(Math.max(0, from)).flatMap(({ traffic }) => traffic)
      return [...new Set(seen.filter((one) => one.environment === environment).map(({ version }) => version))]
    },
    changedAt: () => snapshots.at(-1)?.at ?? 0,
    close: cluster.onChange(look),
  }
}

function measure(name: SeriesName, { share, behaviour }: VersionTraffic, at: number): number {
  const wave = toWave(at)
  switch (name) {
    case 'job:http_requests:rate5m':
      return (REQUESTS_PER_SECOND * share * wave) / 100
    case 'job:http_errors:ratio5m':
      return Math.min(1, behaviour.errorRatio * wave)
    case 'job:http_latency:p99_5m':
      return behaviour.latencySeconds * P99_FACTOR * wave
  }
}

/** Traffic goes up and down: the same at the same time. */
function toWave(at: number): number {
  return 1 + 0.12 * Math.sin(at / 1_100_000) + 0.06 * Math.sin(at / 170_000)
}
