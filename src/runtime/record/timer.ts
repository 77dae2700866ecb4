import { getNextDueAt } from '../../release/lifecycle/rollout/timing.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import { enqueue } from '../../store/jobs/outbox.ts'
import type { Unit } from '../../store/transaction.ts'

/** The type of the job that tells a release what time it is. */
export const TIME_PASSED = 'time-passed'

/** Puts the job to work that tells a release when something of it is due. The same time is told once. */
export async function enqueueTimer(
  unit: Unit,
  id: string,
  { release, now }: { readonly release: Release; readonly now: number },
): Promise<void> {
  const due = getNextDueAt(release, now)
  if (due === null) return
  await enqueue(unit, [
    {
      topic: 'rollouts',
      source: id,
      key: `${TIME_PASSED}:${due}`,
      lane: `${id}:clock`,
      type: TIME_PASSED,
      payload: '{}',
      addedAt: now,
      at: due,
    },
  ])
}
