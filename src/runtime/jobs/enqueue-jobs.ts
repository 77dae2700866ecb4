import { enqueue } from '../../store/jobs/outbox.ts'
import type { Unit } from '../../store/transaction.ts'
import { getLane, type Job } from './route-delivery.ts'

/** The source of jobs that do not come from outside, but from a delivery that was read, or from the timer. */
export const JOB = 'turn'

/** Puts turns to work. `because` names what they follow from: the same turns of the same cause are taken once. */
export async function enqueueJobs(
  unit: Unit,
  jobs: readonly Job[],
  { because, at }: { readonly because: string; readonly at: number },
): Promise<void> {
  await enqueue(
    unit,
    jobs.map((job, i) => ({
      topic: 'inbox',
      source: JOB,
      key: `${because}:${i}`,
      lane: getLane(job),
      type: job.kind,
      payload: JSON.stringify(job),
      addedAt: at,
      at: null,
    })),
  )
}
