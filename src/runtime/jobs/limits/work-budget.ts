import type { CommandRequest, RequestName } from '../../../chatops/request.ts'

/** Who wants something looked into, and where. */
export interface Spender {
  readonly repository: number
  readonly person: number
  /** In seconds since 1970. */
  readonly at: number
}

/** What may be looked into for people without a role (threat H1): that costs the same whether or not they are answered. */
export interface WorkBudget {
  /** Takes one look from the budget. @returns whether there was one left */
  spend(spender: Spender): boolean
}

const HOUR = 3_600
/** Looks in an hour for one person without write access, and for all of them together in one repository. */
const OF_PERSON = 10
const OF_REPOSITORY = 30
/** People and repositories that are remembered; the oldest go first. */
const MOST = 10_000

/** Creates the budget of one process. */
export function createWorkBudget(): WorkBudget {
  const spent = new Map<string, readonly number[]>()
  const listRecent = (key: string, at: number) => (spent.get(key) ?? []).filter((one) => one > at - HOUR)
  return {
    spend({ repository, person, at }) {
      const own = `${repository} ${person}`
      const all = String(repository)
      const [ofPerson, ofRepository] = [listRecent(own, at), listRecent(all, at)]
      if (ofPerson.length >= OF_PERSON || ofRepository.length >= OF_REPOSITORY) return false
      for (const [key, recent] of [
        [own, ofPerson],
        [all, ofRepository],
      ] as const) {
        spent.delete(key)
        spent.set(key, [...recent, at])
      }
      for (const oldest of spent.keys()) if (spent.size > MOST) spent.delete(oldest)
      return true
    },
  }
}

/** Read from our own record, or refused by the role before anything else is asked. Everything else takes git and time. */
const FROM_RECORD: readonly RequestName[] = [
  'help',
  'status',
  'why',
  'link',
  'unlink',
  'go',
  'no-go',
  'hold',
  'resume',
  'retry',
  'publish',
  'abort',
  'rolled-back',
  'notes',
  'check',
  'bisect',
  'drop',
  'defer',
  'pick',
  'assess',
  'except',
]
/** What is shown to whoever asks, and never on record as accepted. */
const ONLY_SHOWN: readonly RequestName[] = ['help', 'status', 'why', 'explain', 'metrics']

/** Checks whether a command has git at work for whoever says it, with a role or without. */
export function isCostly({ name }: CommandRequest): boolean {
  return !FROM_RECORD.includes(name)
}

/** Checks whether a command could ever be accepted; the others only show something. */
export function mayBeAccepted({ name }: CommandRequest): boolean {
  return !ONLY_SHOWN.includes(name)
}
