import { openReleases } from '../store/releases.ts'
import { putTurns } from './inbox.ts'
import { Later } from './ports/later.ts'
import type { Turn } from './routing.ts'
import type { World } from './world.ts'

/** GitHub keeps a delivery for three days, and delivers it again for as long. */
const KEPT = 3 * 24 * 60 * 60
/** A delivery that is on its way when the log is read is not there yet. */
const OVERLAP = 600

/**
 * Finds what a lost webhook would have said (design, law 3): failed deliveries are asked for again, and candidates and
 * open releases are looked at, whether or not anything was heard of them.
 */
export interface Reconciler {
  /** Runs one round; a second call meanwhile waits for the same. */
  run(): Promise<void>
}

export function reconciler(world: World): Reconciler {
  let since = world.now() - KEPT
  let running: Promise<void> | null = null
  const round = async () => {
    const begun = world.now()
    const isRead = await part(world, 'delivery log', () => redeliver(world, since))
    await part(world, 'releases', () => lookAtAll(world))
    // What could not be asked for again is asked for in the next round.
    if (isRead) since = begun - OVERLAP
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

async function redeliver({ github, log }: World, since: number): Promise<void> {
  const failed = await github.deliveryLog.failedSince(since)
  for (const { id, guid } of failed) {
    log.info({ delivery: guid }, 'A delivery failed, and is asked for again.')
    await github.deliveryLog.redeliver(id)
  }
}

async function lookAtAll({ github, store, now }: World): Promise<void> {
  const repositories = await github.repositories()
  const at = now()
  await store.transact(async (unit) => {
    const open = await openReleases(unit, null)
    const turns: Turn[] = [
      ...repositories.map(({ id }): Turn => ({ kind: 'survey', repository: id, pulls: [] })),
      ...open.map(({ release }): Turn => ({ kind: 'observe', release })),
    ]
    await putTurns(unit, turns, { because: `round-${at}`, at })
  })
}
