import type { Metrics } from '../../http/metrics.ts'
import type { RuntimeDependencies } from '../../runtime/context.ts'
import { toKnownRelease } from '../../runtime/record/release-summary.ts'
import { listOpenReleases } from '../../store/events/releases.ts'
import { readJobBacklog } from '../../store/jobs/backlog.ts'

type MetricsContext = Pick<RuntimeDependencies, 'store' | 'now' | 'getSecondsAhead'>

/** Adds what waits in the record: jobs, and open releases. No metric has the name of a release or repository (threat G8). */
export function addRecordMetrics(metrics: Metrics, { store, now, getSecondsAhead }: MetricsContext): void {
  const readJobs = () => store.transact((unit) => readJobBacklog(unit, now()))
  const addGauge = (name: string, help: string, read: () => Promise<number>) =>
    metrics.createGauge({ name: `release_captain_${name}`, help }, read)

  addGauge('jobs_waiting', 'Jobs that are due and not done.', async () => (await readJobs()).waiting)
  addGauge('jobs_given_up', 'Jobs that were given up after the last attempt.', async () => {
    const { givenUp } = await readJobs()
    return givenUp
  })
  addGauge('jobs_oldest_due_seconds', 'How long ago the oldest waiting job was due.', async () => {
    const { dueSince } = await readJobs()
    return dueSince === null ? 0 : Math.max(0, now() - dueSince)
  })
  addGauge('clock_ahead_seconds', "By how much this machine's clock is ahead of GitHub's.", async () => {
    return -(getSecondsAhead() ?? 0)
  })
  addReleaseMetrics(addGauge, store)
}

function addReleaseMetrics(
  addGauge: (name: string, help: string, read: () => Promise<number>) => void,
  store: MetricsContext['store'],
): void {
  const readOpen = async () => {
    const rows = await store.transact((unit) => listOpenReleases(unit, null))
    return rows.map(toKnownRelease)
  }
  addGauge('releases_open', 'Releases on their way.', async () => (await readOpen()).length)
  addGauge('releases_held', 'Open releases that are on hold.', async () => {
    const open = await readOpen()
    return open.filter(({ isHeld }) => isHeld).length
  })
  addGauge('releases_failed', 'Open releases with a failed step that waits for a retry.', async () => {
    const open = await readOpen()
    return open.filter(({ failedStep }) => failedStep !== null).length
  })
}
