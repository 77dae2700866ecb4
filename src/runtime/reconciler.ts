import { listEndedSince, listOpenReleases } from '../store/events/releases.ts'
import { findKnownDeliveries } from '../store/inbox/deliveries.ts'
import type { RuntimeDependencies } from './context.ts'
import { enqueueReminders } from './effects/issue/reminders.ts'
import { enqueueJobs } from './jobs/enqueue-jobs.ts'
import type { Job } from './jobs/route-delivery.ts'
import type { LoggedDelivery } from './ports/delivery-log.ts'
import { Later } from './ports/retry-later.ts'
import { createRetention } from './retention.ts'

/** GitHub keeps a delivery for three days, and delivers it again for as long. */
const KEPT = 3 * 24 * 60 * 60
/** A delivery that is on its way when the log is read is not there yet. */
const OVERLAP = 600

/**
 * Finds what a lost webhook would have said (design, law 3): deliveries that are not on record are asked for again,
 * whatever became of them on their way, and candidates and open releases are looked at, whether or not anything was
 * heard of them. Every few hours it forgets deliveries of long ago.
 */
interface Reconciler {
  /** Runs one round; a second call meanwhile waits for the same. */
  run(): Promise<void>
  /** Begins no further part of a round, and waits for the one that is under way. */
  stop(): Promise<void>
}

type ReconcilerContext = Pick<RuntimeDependencies, 'store' | 'now'> & {
  readonly github: Pick<RuntimeDependencies['github'], 'deliveryLog' | 'listRepositories'>
  readonly log: Pick<RuntimeDependencies['log'], 'info' | 'warn'>
}

export function createReconciler(deps: ReconcilerContext): Reconciler {
  let since = deps.now() - KEPT
  const asked = new Map<string, number>()
  const forget = createRetention(deps)
  const remind = createReminding(deps)
  let running: Promise<void> | null = null
  let stopping = false
  const part = async (what: string, work: () => Promise<void>) =>
    !stopping && (await runPart(deps, what, work))
  const runRound = async () => {
    const begun = deps.now()
    const isRead = await part('delivery log', () => redeliver(deps, since, asked))
    await part('releases', () => enqueueAll(deps))
    await part('reminders', remind)
    // What could not be asked for again is asked for in the next round.
    if (isRead) since = begun - OVERLAP
    await part('old deliveries', forget)
  }
  return {
    run() {
      running ??= runRound().finally(() => {
        running = null
      })
      return running
    },
    async stop() {
      stopping = true
      await running
    },
  }
}

/** What cannot be reconciled now is in the next round; the rest of this one goes on. */
async function runPart(deps: ReconcilerContext, what: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    const isWait = error instanceof Later
    deps.log[isWait ? 'info' : 'warn']({ what, problem }, 'A round was not finished. The next one continues.')
    return false
  }
}

/** Of how many deliveries it is known that they were asked for, and how often each is. */
const MOST = 10_000
const TIMES = 5
/** GitHub's own trial of the address, which is answered and not put on record. */
const PING = 'ping'

/** What the door refuses is never on record: it is asked for a few times, in case that had a reason which is over. */
async function redeliver(deps: ReconcilerContext, since: number, asked: Map<string, number>): Promise<void> {
  const { github, log } = deps
  for (const { id, guid } of await findMissingDeliveries(deps, await github.deliveryLog.listSince(since))) {
    const times = (asked.get(guid) ?? 0) + 1
    if (times > TIMES) continue
    asked.set(guid, times)
    const [oldest] = asked.keys()
    if (asked.size > MOST && oldest !== undefined) asked.delete(oldest)
    log.info({ delivery: guid, times }, 'A delivery is missing, and is requested again.')
    await github.deliveryLog.redeliver(id)
  }
}

async function findMissingDeliveries(
  { store }: ReconcilerContext,
  logged: readonly LoggedDelivery[],
): Promise<readonly LoggedDelivery[]> {
  const ids = logged.map(({ guid }) => guid)
  const known = await store.transact((unit) => findKnownDeliveries(unit, { source: GITHUB, ids }))
  return logged.filter(({ guid, event }) => event !== PING && !known.has(guid))
}

/** Seconds. What waits for a day need not be looked at in every round. */
const HOUR = 3_600

/** Reminds people of what releases wait for: looked at once an hour, and once a day at most for each person. */
function createReminding({ github, store, now }: ReconcilerContext): () => Promise<void> {
  let next = 0
  return async () => {
    const at = now()
    if (at < next) return
    const repositories = (await github.listRepositories()).map(({ id }) => id)
    await store.transact((unit) => enqueueReminders(unit, { now: at, repositories }))
    next = at + HOUR
  }
}

/** By which deliveries of GitHub's are named in the record. */
const GITHUB = 'github'

/** For so many seconds after the last event of a release it is looked whether somebody corrected its notes on GitHub. */
const CORRECTED = 14 * 24 * 60 * 60

async function enqueueAll({ github, store, now }: ReconcilerContext): Promise<void> {
  const repositories = await github.listRepositories()
  const at = now()
  await store.transact(async (unit) => {
    const open = await listOpenReleases(unit, null)
    const ended = await listEndedSince(unit, at - CORRECTED)
    const jobs: Job[] = [
      ...repositories.map(({ id }): Job => ({ kind: 'survey', repository: id, pulls: [] })),
      ...[...open, ...ended].map(({ release }): Job => ({ kind: 'observe', release })),
    ]
    await enqueueJobs(unit, jobs, { because: `round-${at}`, at })
  })
}
