import type { FailedJob, JobsReport, JobsWanted } from '../../cli/program.ts'
import { Refused } from '../../release/refusal.ts'
import { listDeadLetters, tryAgain } from '../../store/jobs/outbox.ts'
import type { StoreLocation } from '../../store/store-location.ts'
import type { Unit } from '../../store/transaction.ts'
import { withStore } from './operated-app.ts'

/**
 * Lists the jobs that were given up, or puts one back to work.
 *
 * @throws {Refused} when the record can't be opened, or no such job was given up
 */
export async function runJobsCommand(place: StoreLocation, wanted: JobsWanted): Promise<JobsReport> {
  return withStore({ place }, (store) => store.transact((unit) => answerWanted(unit, wanted)))
}

async function answerWanted(unit: Unit, wanted: JobsWanted): Promise<JobsReport> {
  if (wanted.action === 'list') return { retried: null, failed: await listFailedJobs(unit) }
  if (!(await tryAgain(unit, wanted.id)))
    throw new Refused({
      kind: 'usage',
      what: `Job ${wanted.id} isn't given up.`,
      next: 'Run `release-captain jobs list` to see which are.',
    })
  return { retried: wanted.id, failed: await listFailedJobs(unit) }
}

async function listFailedJobs(unit: Unit): Promise<readonly FailedJob[]> {
  const letters = await listDeadLetters(unit)
  return letters.map(({ id, topic, type, lane, attempts, problem }) => ({
    id,
    topic,
    type,
    lane,
    attempts,
    problem,
  }))
}
