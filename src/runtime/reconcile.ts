import { knownDeliveries } from '../store/inbox.ts'
import { endedSince, openReleases } from '../store/releases.ts'
import { forgetter } from './forgetting.ts'
import { putTurns } from './inbox.ts'
import type { LoggedDelivery } from './ports/github.ts'
import { Later } from './ports/later.ts'
import type { Turn } from './routing.ts'
import type { World } from './world.ts'

/** GitHub keeps a delivery for three days, and delivers it again for as long. */
const KEPT = 3 * 24 * 60 * 60
/** A delivery that is on its way when the log is read is not there yet. */
const OVERLAP = 600

/**
 * Finds what a lost webhook would have said (design, law 3): deliveries that are not on record are asked for again,
 * whatever became of them on their way, and candidates and open releases are looked at, whether or not anything was
 * heard of them. Every few hours it forgets deliveries of long ago.
 */
export interface Reconciler {
  /** Runs one round; a second call meanwhile waits for the same. */
  run(): Promise<void>
}

export function reconciler(world: World): Reconciler {
  let since = world.now() - KEPT
  const asked = new Map<string, number>()
  const forget = forgetter(world)
  let running: Promise<void> | null = null
  const round = async () => {
    const begun = world.now()
    const isRead = await part(world, 'delivery log', () => redeliver(world, since, asked))
    await part(world, 'releases', () => lookAtAll(world))
    // What could not be asked for again is asked for in the next round.
    if (isRead) since = begun - OVERLAP
    await part(world, 'old deliveries', forget)
  }
  return {
    run() {
      running ??= round().finally(() => {
        running = null
      })
      return running
    },
  }
}

/** What cannot be reconciled now is in the next round; the rest of this one goes on. */
async function part(world: World, what: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    const isWait = error instanceof Later
    world.log[isWait ? 'info' : 'warn']({ what, problem }, 'A round was not finished; the next one goes on.')
    return false
  }
}

/** Of how many deliveries it is known that they were asked for, and how often each is. */
const MOST = 10_000
const TIMES = 5
/** GitHub's own trial of the address, which is answered and not put on record. */
const PING = 'ping'

/** What the door refuses is never on record: it is asked for a few times, in case that had a reason which is over. */
async function redeliver(world: World, since: number, asked: Map<string, number>): Promise<void> {
  const { github, log } = world
  for (const { id, guid } of await missing(world, await github.deliveryLog.since(since))) {
    const times = (asked.get(guid) ?? 0) + 1
    if (times > TIMES) continue
    asked.set(guid, times)
    const [oldest] = asked.keys()
    if (asked.size > MOST && oldest !== undefined) asked.delete(oldest)
    log.info({ delivery: guid, times }, 'A delivery is not on record, and is asked for again.')
    await github.deliveryLog.redeliver(id)
  }
}

async function missing(
  { store }: World,
  logged: readonly LoggedDelivery[],
): Promise<readonly LoggedDelivery[]> {
  const ids = logged.map(({ guid }) => guid)
  const known = await store.transact((unit) => knownDeliveries(unit, { source: GITHUB, ids }))
  return logged.filter(({ guid, event }) => event !== PING && !known.has(guid))
}

/** By which deliveries of GitHub's are named in the record. */
const GITHUB = 'github'

/** For so many seconds after the last event of a release it is looked whether somebody corrected its notes on GitHub. */
const CORRECTED = 14 * 24 * 60 * 60

async function lookAtAll({ github, store, now }: World): Promise<void> {
  const repositories = await github.repositories()
  const at = now()
  await store.transact(async (unit) => {
    const open = await openReleases(unit, null)
    const ended = await endedSince(unit, at - CORRECTED)
    const turns: Turn[] = [
      ...repositories.map(({ id }): Turn => ({ kind: 'survey', repository: id, pulls: [] })),
      ...[...open, ...ended].map(({ release }): Turn => ({ kind: 'observe', release })),
    ]
    await putTurns(unit, turns, { because: `round-${at}`, at })
  })
}
