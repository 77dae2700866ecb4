import type { Metrics } from '../../http/metrics.ts'
import { MEDIUM_NAMES } from '../../release/audience.ts'
import type { RuntimeDependencies } from '../../runtime/context.ts'
import { type Backlog, readMessageBacklog } from '../../store/jobs/backlog.ts'

/** Adds what waits to be shown in chats: for each medium, as no channel's name becomes a series (threat G8). */
export function addMessageMetrics(
  metrics: Metrics,
  { store, now }: Pick<RuntimeDependencies, 'store' | 'now'>,
): void {
  const readBacklog = async (medium: string) => {
    const all = await store.transact(readMessageBacklog)
    return all.filter(({ place }) => place.startsWith(`${medium} `))
  }
  for (const medium of MEDIUM_NAMES) {
    const addGauge = (what: string, help: string, read: (all: readonly Backlog[]) => number) =>
      metrics.createGauge({ name: `release_captain_${medium}_messages_${what}`, help }, async () =>
        read(await readBacklog(medium)),
      )
    addGauge('waiting', 'Messages that wait to be posted.', (all) => sum(all, 'waiting'))
    addGauge('given_up', 'Messages that were given up after days of retries.', (all) => sum(all, 'givenUp'))
    addGauge('oldest_waiting_seconds', 'How long the oldest waiting message has waited.', (all) => {
      const since = all.filter(({ waiting }) => waiting > 0).map((one) => one.since)
      return since.length === 0 ? 0 : Math.max(0, now() - Math.min(...since))
    })
    addGauge(
      'failing_channels',
      'Channels whose oldest message failed at least once.',
      (all) => all.filter(({ problem }) => problem !== null).length,
    )
  }
}

function sum(all: readonly Backlog[], what: 'waiting' | 'givenUp'): number {
  return all.reduce((total, one) => total + one[what], 0)
}
