import type { RuntimeDependencies } from './context.ts'

const HOUR = 60 * 60
const DAY = 24 * HOUR

/** Bodies of deliveries: long enough to look into what went wrong. */
const BODIES = 7 * DAY
/** Ids by which a delivery that comes again is known: GitHub delivers again for three days, Slack for an hour. */
const NAMES = 30 * DAY
/** On PGlite everything else waits for about a second at the end of it. */
const EVERY = 6 * HOUR
/** Not at once: whoever starts again and again should be at work, and not tidy up. */
const FIRST = HOUR / 6

type RetentionContext = Pick<RuntimeDependencies, 'store' | 'now'> & {
  readonly log: Pick<RuntimeDependencies['log'], 'info'>
}

/**
 * Keeps the record from growing with every delivery.
 *
 * @returns to be called every few minutes; forgets what is old every few hours
 */
export function createRetention({ store, log, now }: RetentionContext): () => Promise<void> {
  let next = now() + FIRST
  return async () => {
    const at = now()
    if (at < next) return
    next = at + EVERY
    const forgotten = await store.prune({ bodiesBefore: at - BODIES, namesBefore: at - NAMES })
    log.info({ forgotten }, 'Pruned old deliveries.')
  }
}
