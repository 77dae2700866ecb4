import { enqueue, type Work } from '../../store/jobs/outbox.ts'
import type { Unit } from '../../store/transaction.ts'
import { getDisplayLane } from './execute-command.ts'

/** Has the tracking issue of a release drawn again, where nothing happened to the release that would do so. */
export async function drawAgain(
  unit: Unit,
  { release, because, at }: { readonly release: string; readonly because: string; readonly at: number },
): Promise<void> {
  await enqueue(unit, [{ ...createRedraw(release, because), type: 'draw-issue', addedAt: at, at: null }])
}

/** Seconds. */
const MINUTE = 60

/**
 * The same at the end of the minute, once for all that ask for it until then: another bot that puts its own back whenever
 * it sees ours makes us write once a minute, and no more.
 */
export async function drawSoon(
  unit: Unit,
  { release, now }: { readonly release: string; readonly now: number },
): Promise<void> {
  const due = (Math.floor(now / MINUTE) + 1) * MINUTE
  // Of a type of its own: a drawing that is done before it is due has not seen what it is for.
  await enqueue(unit, [
    { ...createRedraw(release, `put-back-${due}`), type: 'put-back', addedAt: now, at: due },
  ])
}

function createRedraw(
  release: string,
  because: string,
): Pick<Work, 'topic' | 'source' | 'key' | 'lane' | 'payload'> {
  const key = `${release}:${because}:draw-issue`
  return {
    topic: 'effects',
    source: release,
    key,
    lane: getDisplayLane(release),
    payload: JSON.stringify({ kind: 'draw-issue', key }),
  }
}
