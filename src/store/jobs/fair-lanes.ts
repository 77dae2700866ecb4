/** Whose work a lane is, as far as a worker shares itself out. */
export interface LaneShare {
  /** Who it is for: an installation of the App. */
  readonly owner: string
  /** Which of theirs: a repository. */
  readonly part: string
  /** Work of people without a role waits for that of everyone else. */
  readonly isLow: boolean
}

/** How a worker shares itself out. */
export interface LaneRules {
  /** How many lanes at a time. */
  readonly lanesAtOnce: number
  readonly shareOf: (lane: string) => LaneShare
}

/** Work of people without a role, at a time, whoever it is for. */
const MOST_LOW = 1

/**
 * Chooses which lane is worked next, so that nobody's work keeps that of others waiting (threat H1): one owner never has
 * all lanes, one repository at most half of them, people without a role one; and who has the fewest comes first.
 *
 * @param waiting lanes in the order in which they came
 * @param busy lanes that are worked now
 */
export function chooseLane(
  waiting: Iterable<string>,
  busy: readonly string[],
  { lanesAtOnce, shareOf }: LaneRules,
): string | null {
  if (busy.length >= lanesAtOnce) return null
  const shares = busy.map(shareOf)
  let best: { readonly lane: string; readonly rank: readonly number[] } | null = null
  for (const lane of waiting) {
    const { owner, part, isLow } = shareOf(lane)
    const ofOwner = shares.filter((one) => one.owner === owner).length
    const ofPart = shares.filter((one) => one.owner === owner && one.part === part).length
    const low = shares.filter((one) => one.isLow).length
    const isOver =
      ofOwner >= Math.max(1, lanesAtOnce - 1) ||
      ofPart >= Math.ceil(lanesAtOnce / 2) ||
      (isLow && low >= MOST_LOW)
    const rank = [isLow ? 1 : 0, ofOwner, ofPart]
    if (!isOver && (best === null || isBefore(rank, best.rank))) best = { lane, rank }
  }
  return best?.lane ?? null
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, i) => value !== other[i])
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0)
}
