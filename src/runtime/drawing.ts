import type { Unit } from '../store/transaction.ts'
import { enqueue } from '../store/work.ts'
import { shownLane } from './record.ts'

/** Has the tracking issue of a release drawn again, where nothing happened to the release that would do so. */
export async function drawAgain(
  unit: Unit,
  { release, because, at }: { readonly release: string; readonly because: string; readonly at: number },
): Promise<void> {
  const key = `${release}:${because}:draw-issue`
  await enqueue(unit, [
    {
      topic: 'effects',
      source: release,
      key,
      lane: shownLane(release),
      type: 'draw-issue',
      payload: JSON.stringify({ kind: 'draw-issue', key }),
      addedAt: at,
      at: null,
    },
  ])
}
