import type { ChangeType } from '../facts.ts'
import { RULE_NAMES, type RuleName } from '../process/criteria.ts'
import { triggerOf } from '../trigger.ts'
import type { Verdict, VerdictKind } from '../verdict.ts'
import { changeTypeOf } from './change-type.ts'
import { exceptionRule, permissionOf } from './exception.ts'
import { merged, noBreakingChange, reviewed, tested } from './musts.ts'
import { type Found, named, type Question } from './question.ts'
import { picksClean, riskAssessed, severity, testCoverage } from './selection.ts'
import { type Obstacle, rowOf, tableRule } from './table.ts'

type Findings = Record<RuleName, Found>

/** The rules whose no means: for a later version. Every other no means: not yet. */
const FOR_LATER: readonly RuleName[] = ['no-breaking-change', 'severity']

/**
 * What the criteria say of a candidate: the table of Eligible Changes, then the rules of §1.1 in their order.
 *
 * - A breaking change is for a later version, whatever is allowed: a patch that breaks is none (Semantic Versioning).
 * - What the table or a known severity leaves to the next minor release, or to a decision, an exception may lift.
 * - Then every no of another rule, and every unknown of a required one, makes it not ready. No exception lifts that.
 *
 * An unknown severity never holds up what the table always takes.
 */
export function judge(asked: Question): Verdict {
  const told = changeTypeOf(asked)
  const found = findingsOf(asked, told.type)
  const row = rowOf(asked, told)
  const breaks = counts('no-breaking-change', found, asked)
  const obstacles = obstaclesOf(row.obstacle, counts('severity', found, asked))
  const permission = permissionOf(asked)
  const isAllowed = permission.kind === 'holds' && areLifted(obstacles, asked)
  const kind = kindOf({
    breaks,
    obstacles: isAllowed ? [] : obstacles,
    isReady: isReady(found, told.type, asked),
  })
  return {
    kind,
    type: told.type,
    typeFrom: told.from,
    rules: [
      tableRule(asked, told, row),
      ...RULE_NAMES.map((rule) => named(rule, found[rule], asked)),
      ...exceptionRule({ permission, obstacles, breaks, lifts: asked.policy.exceptions.lifts }),
    ],
    trigger: kind === 'next-minor' ? null : triggerOf({ ...asked, type: told.type }),
    exception: isAllowed && obstacles.length > 0 && kind === 'eligible' ? permission.exception : null,
  }
}

/** Whether a plan takes it unless somebody says otherwise. */
export function isTaken({ kind }: Pick<Verdict, 'kind'>): boolean {
  return kind === 'eligible'
}

function findingsOf(asked: Question, type: ChangeType): Findings {
  return {
    merged: merged(asked),
    reviewed: reviewed(asked),
    tested: tested(asked),
    'no-breaking-change': noBreakingChange(asked),
    severity: severity(asked, type),
    'test-coverage': testCoverage(asked),
    'picks-clean': picksClean(asked),
    'risk-assessed': riskAssessed(asked),
  }
}

function kindOf(seen: { breaks: boolean; obstacles: readonly Obstacle[]; isReady: boolean }): VerdictKind {
  if (seen.breaks || seen.obstacles.includes('next-minor')) return 'next-minor'
  if (!seen.isReady) return 'not-ready'
  return seen.obstacles.length > 0 ? 'case-by-case' : 'eligible'
}

/** A change may meet both: performance is decided case by case, and a low severity waits for the next minor release. */
function obstaclesOf(ofRow: Obstacle | null, isTooLow: boolean): Obstacle[] {
  const all: (Obstacle | null)[] = [ofRow, isTooLow ? 'next-minor' : null]
  return [...new Set(all.filter((obstacle) => obstacle !== null))]
}

function areLifted(obstacles: readonly Obstacle[], { policy }: Question): boolean {
  return obstacles.every((obstacle) => policy.exceptions.lifts.includes(obstacle))
}

function isReady(found: Findings, type: ChangeType, { policy }: Question): boolean {
  return RULE_NAMES.every((rule) => {
    const { answer } = found[rule]
    const mode = policy.criteria.rules[rule]
    if (mode === 'off' || answer === 'yes') return true
    if (answer === 'no') return FOR_LATER.includes(rule)
    if (rule === 'severity' && policy.changeTypes[type].eligibility === 'always') return true
    return mode !== 'required'
  })
}

/** A no of a rule that is not switched off. */
function counts(rule: RuleName, found: Findings, { policy }: Question): boolean {
  return found[rule].answer === 'no' && policy.criteria.rules[rule] !== 'off'
}
