import type { EligibilityQuestion } from '../eligibility/findings.ts'
import { isTaken, judge } from '../eligibility/judge.ts'
import type { Considered, PickOutcome } from '../planning/plan.ts'
import type { Verdict } from '../planning/verdict.ts'
import type { Policy } from '../policy.ts'

/** A release of the past, planned again as of the day before it was made. */
export interface PlayedRelease {
  readonly tag: string
  readonly base: string
  readonly line: string
  /** The line's own branch; null where the release starts from a tag. */
  readonly branch: string | null
  /** The day before, in seconds since 1970. */
  readonly at: number
  /** Every candidate of that day with what was known of it. */
  readonly considered: readonly Considered[]
  /** Ids of those that were on main when the line was released last. */
  readonly passedBy: ReadonlySet<string>
  /** Ids of main's changes that the line had already. */
  readonly onLine: ReadonlySet<string>
  /** Ids of main's changes that people released, less what no later look can tell from the line's own work. */
  readonly shipped: ReadonlySet<string>
  /** What people released until the line's last commit of today. */
  readonly shippedLater: ReadonlySet<string>
  /** How many changes of the release have no counterpart on main. */
  readonly ownWork: number
}

/** How a policy would have done. */
export interface ReplayScore {
  readonly shipped: number
  /** Of `shipped`, on the line the day before. */
  readonly onLine: number
  readonly proposed: number
  /** Of `proposed`, released then or later. */
  readonly right: number
  /** Of `shipped`, neither on the line nor proposed. */
  readonly missed: number
}

/** A change of the past that a policy would have kept out although people released it. */
export interface MissedChange {
  readonly tag: string
  readonly considered: Considered
  readonly verdict: Verdict
}

/** What a policy would have done with one release. */
export interface ReplayedRelease extends ReplayScore {
  readonly tag: string
  readonly base: string
  readonly branch: string | null
  readonly ownWork: number
  readonly refused: readonly MissedChange[]
}

/** Plays a policy over releases of the past; it judges again, and doesn't pick again. */
export function replayPolicy(releases: readonly PlayedRelease[], policy: Policy): ReplayedRelease[] {
  return releases.map((release) => replayRelease(release, policy))
}

function replayRelease(release: PlayedRelease, policy: Policy): ReplayedRelease {
  const offered = listOffered(release, policy).map((considered) => ({
    considered,
    verdict: judgeAgain(considered, release, policy),
  }))
  const proposed = offered.flatMap(({ considered, verdict }) =>
    isTaken(verdict) ? [considered.candidate.id] : [],
  )
  const known = new Set([...proposed, ...release.onLine])
  const missed = [...release.shipped].filter((id) => !known.has(id))
  const missing = new Set(missed)
  return {
    tag: release.tag,
    base: release.base,
    branch: release.branch,
    ownWork: release.ownWork,
    shipped: release.shipped.size,
    onLine: [...release.shipped].filter((id) => release.onLine.has(id)).length,
    proposed: proposed.length,
    right: proposed.filter((id) => release.shippedLater.has(id)).length,
    missed: missed.length,
    refused: offered.flatMap(({ considered, verdict }) =>
      missing.has(considered.candidate.id) ? [{ tag: release.tag, considered, verdict }] : [],
    ),
  }
}

/** What a policy decides on: all, or what came to main since the line's last release. */
export function listOffered(release: PlayedRelease, { line }: Pick<Policy, 'line'>): readonly Considered[] {
  if (line.propose === 'all' || release.branch === null) return release.considered
  return release.considered.filter(({ candidate }) => !release.passedBy.has(candidate.id))
}

const CLEAN: PickOutcome = { kind: 'clean', tree: '' }

/** What was not tried is taken to apply: another policy would have tried it. */
export function judgeAgain(
  { candidate, facts, alone }: Considered,
  { at }: Pick<PlayedRelease, 'at'>,
  policy: Policy,
): Verdict {
  return judge(toQuestion({ candidate, facts, alone }, { at }, policy))
}

/** A change of the past as a question to a policy. */
export function toQuestion(
  { candidate, facts, alone }: Pick<Considered, 'candidate' | 'facts' | 'alone'>,
  { at }: Pick<PlayedRelease, 'at'>,
  policy: Policy,
): EligibilityQuestion {
  return { candidate, facts, alone: alone.kind === 'unknown' ? CLEAN : alone, policy, now: at }
}

/** The sum of several releases. */
export function sumScores(scores: readonly ReplayScore[]): ReplayScore {
  const sum = (of: (score: ReplayScore) => number) => scores.reduce((total, one) => total + of(one), 0)
  return {
    shipped: sum((one) => one.shipped),
    onLine: sum((one) => one.onLine),
    proposed: sum((one) => one.proposed),
    right: sum((one) => one.right),
    missed: sum((one) => one.missed),
  }
}
