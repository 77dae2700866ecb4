import type { Candidate } from '../../release/changes/candidate.ts'
import { known } from '../../release/facts/facts.ts'
import type { MatchedFacts, StatedFacts } from '../../release/facts/facts-file.ts'

/** What GitHub says of a pull request; null where it didn't say. */
export interface LookedUpFacts {
  readonly labels: readonly string[]
  readonly reviewed: boolean | null
  readonly checksPassed: boolean | null
  readonly issues: readonly {
    readonly number: number
    readonly labels: readonly string[]
    readonly reportedAt: number
  }[]
}

/** Looks up pull requests of the repository at a web address, `https://github.com/o/r`. Leaves out what it can't see. */
export type FactsLookup = (
  page: string,
  numbers: readonly number[],
) => Promise<ReadonlyMap<number, LookedUpFacts>>

/** Where changes are looked up, and by what. */
export interface LookupPlace {
  readonly lookUp: FactsLookup | null
  /** Null where the repository's page is unknown. */
  readonly page: string | null
}

/** What was learned, and what the person should know of it. */
export interface LookedUp {
  readonly stated: MatchedFacts
  readonly warnings: readonly string[]
}

/** A lookup of thousands takes minutes, and what is older was decided long ago. */
const MOST = 500

/** What GitHub knows of candidates that are pull requests, the latest first. A GitHub that doesn't answer stops nothing. */
export async function lookUpFacts(
  { lookUp, page }: LookupPlace,
  candidates: readonly Candidate[],
): Promise<LookedUp> {
  const nothing: MatchedFacts = { of: new Map(), unmatched: [] }
  if (lookUp === null || page === null) return { stated: nothing, warnings: [] }
  const latest = candidates.toSorted((a, b) => b.mergedAt - a.mergedAt)
  const numbers = latest.flatMap(({ source }) => (source.kind === 'pull-request' ? [source.number] : []))
  try {
    const found = await lookUp(page, numbers.slice(0, MOST))
    const of = new Map(
      candidates.flatMap(({ id, source }) => {
        const facts = source.kind === 'pull-request' ? found.get(source.number) : undefined
        return facts ? [[id, toStatedFacts(facts)] as const] : []
      }),
    )
    const more = numbers.length > MOST ? [`GitHub was asked of the latest ${MOST} pull requests only.`] : []
    return { stated: { of, unmatched: [] }, warnings: more }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { stated: nothing, warnings: [`GitHub didn't say what it knows of the pull requests: ${why}`] }
  }
}

function toStatedFacts({ labels, reviewed, checksPassed, issues }: LookedUpFacts): StatedFacts {
  return {
    labels: known(labels, 'GitHub'),
    issues: known(issues, 'GitHub'),
    ...(reviewed === null ? {} : { reviewed: known(reviewed, 'GitHub') }),
    ...(checksPassed === null ? {} : { checksPassed: known(checksPassed, 'GitHub') }),
  }
}

/** What a file states outranks what GitHub says, fact by fact. */
export function joinFacts(file: MatchedFacts, github: MatchedFacts): MatchedFacts {
  const ids = new Set([...github.of.keys(), ...file.of.keys()])
  return {
    of: new Map([...ids].map((id) => [id, { ...github.of.get(id), ...file.of.get(id) }])),
    unmatched: file.unmatched,
    ...(file.rolledBack && { rolledBack: file.rolledBack }),
  }
}
