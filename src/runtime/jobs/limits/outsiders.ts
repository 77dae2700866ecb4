import type { Account } from '../../ports/github.ts'
import type { Job } from '../route-delivery.ts'

/**
 * Who turned out not to have write access. A webhook calls everybody who was ever invited, or is in the organization, a
 * member; whether they may write only GitHub tells, and asking for each of a thousand comments takes time as well.
 */
export interface KnownOutsiders {
  /** Keeps for an hour that somebody has no write access to a repository. */
  learn(repository: number, person: Account, at: number): void
  /** Returns a job as it is, or a comment of a known outsider as what a stranger says: it waits in the lane of theirs. */
  sort(job: Job, at: number): Job
}

const HOUR = 3_600
/** People that are remembered; the oldest go first. */
const MOST = 10_000

/** Creates the memory of one process. */
export function createKnownOutsiders(): KnownOutsiders {
  const until = new Map<string, number>()
  const getKey = (repository: number, { id }: Account) => `${repository} ${id}`
  return {
    learn(repository, person, at) {
      until.set(getKey(repository, person), at + HOUR)
      for (const oldest of until.keys()) if (until.size > MOST) until.delete(oldest)
    },
    sort(job, at) {
      if (job.kind !== 'comment' || (until.get(getKey(job.said.repository, job.said.by)) ?? 0) < at)
        return job
      return { ...job, said: { ...job.said, isMember: false } }
    },
  }
}
