import { determineChangeType, type TypeFinding } from '../eligibility/change-type.ts'
import { isTaken, judgeAs } from '../eligibility/judge.ts'
import { SEVERE_TYPES } from '../eligibility/severe.ts'
import { CHANGE_TYPES, type ChangeType } from '../facts/facts.ts'
import type { Considered } from '../planning/plan.ts'
import type { Policy } from '../policy.ts'
import { ELIGIBILITIES, type Eligibility } from '../process/criteria.ts'
import {
  listOffered,
  type PlayedRelease,
  type ReplayScore,
  replayPolicy,
  sumScores,
  toQuestion,
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
  /** What it changes: a setting, or two that only help together. */
  readonly changes: readonly Pick<CloserSetting, 'path' | 'value'>[]
  readonly policy: Policy
  /** The only type whose verdicts it changes; null for all. */
  readonly type: ChangeType | null
  /** Whether it proposes less than before. */
  readonly isStricter: boolean
}

/** A proposal that is wrong costs a look, one that is missing costs a search: so many wrong ones outweigh a right one. */
const WRONG_FOR_RIGHT = 2
const MOST_MOVES = 6
/** Fewer wrong proposals than these are no habit, and no reason to propose less. */
const FEWEST_SPARED = 3

/**
 * Finds the settings that bring a policy closest to what people released, the best first. A setting is taken where at
 * least one in three further proposals is right, or where it spares more wrong ones than it loses right ones.
 */
export function learnPolicy(releases: readonly PlayedRelease[], from: Policy): LearnedPolicy {
  let policy = from
  const offered = readOffered(releases, policy)
  const settings: CloserSetting[] = []
  while (settings.length < MOST_MOVES) {
    const best = findBestMove(offered, policy)
    if (best === null) break
    const before = sumScores(replayPolicy(releases, policy))
    policy = best.policy
    const after = sumScores(replayPolicy(releases, policy))
    settings.push(...best.changes.map(({ path, value }) => ({ path, value, before, after })))
  }
  return {
    policy,
    settings: settings.filter(
      ({ before, after }) => before.right !== after.right || before.proposed !== after.proposed,
    ),
  }
}

/** A change that was there to choose, with its type: no move changes how that is told. */
interface Offered {
  readonly considered: Considered
  readonly release: PlayedRelease
  readonly told: TypeFinding
  readonly isRight: boolean
}

function readOffered(releases: readonly PlayedRelease[], policy: Policy): Offered[] {
  return releases.flatMap((release) =>
    listOffered(release, policy).map((considered) => ({
      considered,
      release,
      told: determineChangeType(toQuestion(considered, release, policy)),
      isRight: release.shippedLater.has(considered.candidate.id),
    })),
  )
}

function findBestMove(offered: readonly Offered[], policy: Policy): Move | null {
  const now = offered.map((one) => ({ ...one, isTaken: takes(one, policy) }))
  const measure = (moves: readonly Move[]) =>
    moves
      .map((move) => ({ move, gain: measureGain(now, move) }))
      .filter(({ move, gain }) => gain > (move.isStricter ? FEWEST_SPARED - 1 : 0))
      .toSorted((a, b) => b.gain - a.gain)[0]?.move ?? null
  return measure([...listTypeMoves(policy), ...listRuleMoves(policy)]) ?? measure(listPairs(policy))
}

function takes({ considered, release, told }: Offered, policy: Policy): boolean {
  return isTaken(judgeAs(toQuestion(considered, release, policy), told))
}

/** Right proposals that a move adds, less the wrong ones at their rate. */
function measureGain(
  offered: readonly (Offered & { readonly isTaken: boolean })[],
  { policy, type }: Move,
): number {
  let gain = 0
  for (const one of offered) {
    if (type !== null && one.told.type !== type) continue
    const is = takes(one, policy)
    if (one.isTaken !== is) gain += (is ? 1 : -1) * (one.isRight ? WRONG_FOR_RIGHT : -1)
  }
  return gain
}

/** A type that people release without tests is proposed only where both its row and the rule let it in. */
function listPairs(policy: Policy): Move[] {
  return listTypeMoves(policy)
    .filter(({ isStricter }) => !isStricter)
    .flatMap((first) =>
      listRuleMoves(first.policy).map((then) => ({
        ...then,
        changes: [...first.changes, ...then.changes],
      })),
    )
}

/** Nothing is learned that keeps a severe change out: a fix that closes a hole or saves data is no matter of habit. */
function listTypeMoves(policy: Policy): Move[] {
  const rank = (value: Eligibility) => ELIGIBILITIES.indexOf(value)
  return CHANGE_TYPES.filter((type) => type !== 'security').flatMap((type) => {
    const now = rank(policy.changeTypes[type].eligibility)
    const values = ELIGIBILITIES.filter(
      (value) => rank(value) < now || (rank(value) > now && !SEVERE_TYPES.includes(type)),
    )
    return values.map((value) => ({
      changes: [{ path: ['changeTypes', type, 'eligibility'], value }],
      policy: withEligibility(policy, type, value),
      type,
      isStricter: rank(value) > now,
    }))
  })
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
            changes: [{ path: ['criteria', 'rules', rule], value: 'off' }],
            policy: { ...policy, criteria: { ...criteria, rules: { ...criteria.rules, [rule]: 'off' } } },
            type: null,
            isStricter: false,
          },
        ],
  )
  const asksAll = criteria.missingTestAsks.length === CHANGE_TYPES.length
  if (asksAll || criteria.rules['test-coverage'] === 'off') return rules
  const asks: Policy = { ...policy, criteria: { ...criteria, missingTestAsks: CHANGE_TYPES } }
  const changes = [{ path: ['criteria', 'missingTestAsks'], value: CHANGE_TYPES }]
  return [...rules, { changes, policy: asks, type: null, isStricter: false }]
}
