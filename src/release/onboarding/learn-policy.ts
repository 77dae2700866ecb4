import { isTaken } from '../eligibility/judge.ts'
import { CHANGE_TYPES, type ChangeType } from '../facts/facts.ts'
import type { Considered } from '../planning/plan.ts'
import type { Verdict } from '../planning/verdict.ts'
import type { Policy } from '../policy.ts'
import { ELIGIBILITIES, type Eligibility } from '../process/criteria.ts'
import {
  judgeAgain,
  listOffered,
  type PlayedRelease,
  type ReplayScore,
  replayPolicy,
  sumScores,
} from './replay.ts'

/** One setting that would bring a policy closer to what people release. */
export interface CloserSetting {
  readonly path: readonly string[]
  readonly value: string | readonly string[]
  /** With all settings before this one. */
  readonly before: ReplayScore
  readonly after: ReplayScore
}

/** A policy that was learned, and by which steps. */
export interface LearnedPolicy {
  readonly policy: Policy
  readonly settings: readonly CloserSetting[]
}

interface Move {
  readonly path: readonly string[]
  readonly value: string | readonly string[]
  readonly policy: Policy
  /** The only type whose verdicts it changes; null for all. */
  readonly type: ChangeType | null
}

/** A proposal that is wrong costs a look, one that is missing costs a search: so many wrong ones outweigh a right one. */
const WRONG_FOR_RIGHT = 2
const MOST_MOVES = 6

/**
 * Finds the settings that bring a policy closest to what people released, the best first. A setting is taken where at
 * least one in three further proposals is right, or where it spares more wrong ones than it loses right ones.
 */
export function learnPolicy(releases: readonly PlayedRelease[], from: Policy): LearnedPolicy {
  let policy = from
  let offered = judgeAll(releases, policy)
  const settings: CloserSetting[] = []
  while (settings.length < MOST_MOVES) {
    const tried = listMoves(policy).map((move) => ({ move, gain: measureGain(offered, move) }))
    const [best] = tried.toSorted((a, b) => b.gain - a.gain)
    if (!best || best.gain <= 0) break
    const before = sumScores(replayPolicy(releases, policy))
    policy = best.move.policy
    offered = judgeAll(releases, policy)
    const after = sumScores(replayPolicy(releases, policy))
    const { path, value } = best.move
    settings.push({ path, value, before, after })
  }
  return {
    policy,
    settings: settings.filter(
      ({ before, after }) => before.right !== after.right || before.proposed !== after.proposed,
    ),
  }
}

interface Offered {
  readonly considered: Considered
  readonly release: PlayedRelease
  readonly verdict: Verdict
  readonly isRight: boolean
}

function judgeAll(releases: readonly PlayedRelease[], policy: Policy): Offered[] {
  return releases.flatMap((release) =>
    listOffered(release, policy).map((considered) => ({
      considered,
      release,
      verdict: judgeAgain(considered, release, policy),
      isRight: release.shippedLater.has(considered.candidate.id),
    })),
  )
}

/** Right proposals that a move adds, less the wrong ones at their rate. */
function measureGain(offered: readonly Offered[], { policy, type }: Move): number {
  let gain = 0
  for (const { considered, release, verdict, isRight } of offered) {
    if (type !== null && verdict.type !== type) continue
    const was = isTaken(verdict)
    const is = isTaken(judgeAgain(considered, release, policy))
    if (was !== is) gain += (is ? 1 : -1) * (isRight ? WRONG_FOR_RIGHT : -1)
  }
  return gain
}

function listMoves(policy: Policy): Move[] {
  return [...listTypeMoves(policy), ...listRuleMoves(policy)]
}

/** Never of security: a fix that closes a hole is no matter of habit. */
function listTypeMoves(policy: Policy): Move[] {
  const types = CHANGE_TYPES.filter((type) => type !== 'security')
  return types.flatMap((type) =>
    ELIGIBILITIES.filter((value) => value !== policy.changeTypes[type].eligibility).map((value) => ({
      path: ['changeTypes', type, 'eligibility'],
      value,
      policy: withEligibility(policy, type, value),
      type,
    })),
  )
}

function withEligibility(policy: Policy, type: ChangeType, eligibility: Eligibility): Policy {
  const { changeTypes } = policy
  return { ...policy, changeTypes: { ...changeTypes, [type]: { ...changeTypes[type], eligibility } } }
}

function listRuleMoves(policy: Policy): Move[] {
  const { criteria } = policy
  const rules = (['test-coverage', 'severity'] as const).flatMap((rule): Move[] =>
    criteria.rules[rule] === 'off'
      ? []
      : [
          {
            path: ['criteria', 'rules', rule],
            value: 'off',
            policy: { ...policy, criteria: { ...criteria, rules: { ...criteria.rules, [rule]: 'off' } } },
            type: null,
          },
        ],
  )
  const asksAll = criteria.missingTestAsks.length === CHANGE_TYPES.length
  if (asksAll || criteria.rules['test-coverage'] === 'off') return rules
  const asks: Policy = { ...policy, criteria: { ...criteria, missingTestAsks: CHANGE_TYPES } }
  return [...rules, { path: ['criteria', 'missingTestAsks'], value: CHANGE_TYPES, policy: asks, type: null }]
}
