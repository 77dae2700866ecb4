/** How many commits are kept: those of some large repositories. */
const MOST = 200_000
/** Seconds in which a commit without a pull request is asked about each time: GitHub may tell of a merge late. */
const UNSURE = 300
/** Seconds after which it is asked about again even so. */
const ASK_AGAIN = 3600

/** Which pull request brought which commit, as GitHub said it: for a commit with one, that never changes. */
export interface KeptOrigins {
  /** Of one repository, and one side of it. */
  readonly open: (scope: string) => {
    readonly has: (commit: string) => boolean
    /** Null where it came by none. */
    readonly get: (commit: string) => number | null
    readonly keep: (commit: string, number: number | null) => void
  }
}

interface Kept {
  readonly number: number | null
  /** When it was first asked about, and last; seconds since 1970. */
  readonly since: number
  readonly at: number
}

/** @param now seconds since 1970 */
export function openKeptOrigins(now: () => number): KeptOrigins {
  const kept = new Map<string, Kept>()
  return {
    open: (scope) => ({
      has: (commit) => {
        const one = kept.get(`${scope} ${commit}`)
        if (one === undefined || one.number !== null) return one !== undefined
        return now() - one.since > UNSURE && now() - one.at < ASK_AGAIN
      },
      get: (commit) => kept.get(`${scope} ${commit}`)?.number ?? null,
      keep: (commit, number) => {
        if (kept.size >= MOST) kept.clear()
        const key = `${scope} ${commit}`
        kept.set(key, { number, since: kept.get(key)?.since ?? now(), at: now() })
      },
    }),
  }
}
