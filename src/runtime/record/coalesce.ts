/**
 * Work that looks at the whole of something makes earlier work of the same kind needless. Kept per process: what is
 * forgotten at its end is looked at once more, which changes nothing.
 */
export interface Coalescer {
  has(lane: string, workId: number): boolean
  /** All work up to an id was waiting before the look began. */
  until(lane: string, workId: number): void
}

/** Lanes are many over the years, and only the last look at each counts. */
const MOST = 1000

function createCoalescer(): Coalescer {
  const newest = new Map<string, number>()
  return {
    has: (lane, workId) => workId <= (newest.get(lane) ?? 0),
    until: (lane, workId) => {
      newest.delete(lane)
      newest.set(lane, workId)
      const [oldest] = newest.keys()
      if (newest.size > MOST && oldest !== undefined) newest.delete(oldest)
    },
  }
}

/** What this process has seen already; forgotten at its end. */
export interface SeenWork {
  readonly covered: Coalescer
  /** The main branch of each repository, where the policy names another than GitHub's default. */
  readonly mains: Map<number, string>
  /** The labels that nominate in each repository, as its policy names them. */
  readonly labels: Map<number, readonly string[]>
}

export function createSeenNothing(): SeenWork {
  return { covered: createCoalescer(), mains: new Map(), labels: new Map() }
}
