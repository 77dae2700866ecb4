import type { ChangeType } from '../facts/facts.ts'
import { keepsOut, type RuleMode, type Verdict, type VerdictKind } from '../planning/verdict.ts'
import { RULE_NAMES, type RuleName } from '../process/criteria.ts'
import { determineChangeType, type TypeFinding } from './change-type.ts'
import { findRow, judgeTable, type Obstacle, type TableRow } from './eligible-changes-table.ts'
import { getPermission, judgeException } from './exception.ts'
import { type EligibilityQuestion, nameFinding, type RuleAnswer } from './findings.ts'
import { checkMerged, checkNoBreakingChange, checkReviewed, checkTested } from './required-rules.ts'
import {
  checkPicksCleanly,
  checkRiskAssessed,
  checkSeverity,
  checkTestCoverage,
  WHATEVER_SEVERITY,
} from './selection-rules.ts'
import { determineTrigger } from './trigger.ts'

type Findings = Record<RuleName, RuleAnswer>

/**
 * What the criteria say of a candidate: the table of Eligible Changes, then the rules of §1.1 in their order.
 *
 * - A breaking change is for a later version, whatever is allowed: a patch that breaks is none (Semantic Versioning).
 * - What the table or a known severity leaves to the next minor release, or to a decision, an exception may lift.
 * - Then every no of another rule, and every unknown of a required one, makes it not ready. No exception lifts that.
 */
export function judge(asked: EligibilityQuestion): Verdict {
  return judgeAs(asked, determineChangeType(asked))
}

/** The same, of a change whose type was told before: what a policy says of types may change meanwhile, and how they are told may not. */
export function judgeAs(asked: EligibilityQuestion, told: TypeFinding): Verdict {
  const found = collectFindings(asked, told.type)
  const row = findRow(asked, told)
  const breaks = counts('no-breaking-change', found, asked)
  const obstacles = listObstacles(row.obstacle, counts('severity', found, asked))
  const permission = getPermission(asked)
  const isAllowed = permission.kind === 'holds' && areLifted(obstacles, asked)
  const modes = listModes(asked, { type: told.type, row, found, isAllowed })
  const isReady = RULE_NAMES.every((rule) => !keepsOut({ ...found[rule], mode: modes[rule] }))
  const kind = getVerdictKind({ breaks, obstacles: isAllowed ? [] : obstacles, isReady })
  return {
    kind,
    type: told.type,
    typeFrom: told.from,
    mayBe: told.mayBe,
    rules: [
      judgeTable(asked, { told, row, mode: modes['change-type'] }),
      ...RULE_NAMES.map((rule) => nameFinding(rule, found[rule], modes[rule])),
      ...judgeException({ permission, obstacles, breaks, lifts: asked.policy.exceptions.lifts }),
    ],
    trigger: kind === 'next-minor' ? null : determineTrigger({ ...asked, type: told.type }),
    exception: isAllowed && obstacles.length > 0 && kind === 'eligible' ? permission.exception : null,
  }
}

/** Whether a plan takes it unless somebody says otherwise. */
export function isTaken({ kind }: Pick<Verdict, 'kind'>): boolean {
  return kind === 'eligible'
}

/**
 * Checks whether a plan would take it if nothing stood in the way of the pick itself: a change that conflicts isn't ready,
 * and nothing else of its verdict says whether the criteria take it.
 */
export function isTakenIfClean({ rules }: Pick<Verdict, 'rules'>): boolean {
  return rules.every((found) => found.rule === 'picks-clean' || !keepsOut(found))
}

function collectFindings(asked: EligibilityQuestion, type: ChangeType): Findings {
  return {
    merged: checkMerged(asked),
    reviewed: checkReviewed(asked),
    tested: checkTested(asked),
    'no-breaking-change': checkNoBreakingChange(asked),
    severity: checkSeverity(asked, type),
    'test-coverage': checkTestCoverage(asked, type),
    'picks-clean': checkPicksCleanly(asked),
    'risk-assessed': checkRiskAssessed(asked),
  }
}

function getVerdictKind(seen: {
  breaks: boolean
  obstacles: readonly Obstacle[]
  isReady: boolean
}): VerdictKind {
  if (seen.breaks || seen.obstacles.includes('next-minor')) return 'next-minor'
  if (!seen.isReady) return 'not-ready'
  return seen.obstacles.length > 0 ? 'case-by-case' : 'eligible'
}

/** A change may meet both: performance is decided case by case, and a low severity waits for the next minor release. */
function listObstacles(ofRow: Obstacle | null, isTooLow: boolean): Obstacle[] {
  const all: (Obstacle | null)[] = [ofRow, isTooLow ? 'next-minor' : null]
  return [...new Set(all.filter((obstacle) => obstacle !== null))]
}

function areLifted(obstacles: readonly Obstacle[], { policy }: EligibilityQuestion): boolean {
  return obstacles.every((obstacle) => policy.exceptions.lifts.includes(obstacle))
}

/** How each answer counts: as the policy has it, unless an exception lifts it. */
function listModes(
  asked: EligibilityQuestion,
  seen: { type: ChangeType; row: TableRow; found: Findings; isAllowed: boolean },
): Record<RuleName | 'change-type', RuleMode> {
  const { policy } = asked
  const { severity: strictness } = policy.criteria.rules
  // What is taken whatever its severity waits for nobody to know it.
  const ofSeverity = WHATEVER_SEVERITY.includes(seen.type) && strictness !== 'off' ? 'when-known' : strictness
  return {
    ...policy.criteria.rules,
    severity: seen.isAllowed && counts('severity', seen.found, asked) ? 'lifted' : ofSeverity,
    'change-type': seen.isAllowed && seen.row.obstacle !== null ? 'lifted' : 'required',
  }
}

/** A no of a rule that is not switched off. */
function counts(rule: RuleName, found: Findings, { policy }: EligibilityQuestion): boolean {
  return found[rule].answer === 'no' && policy.criteria.rules[rule] !== 'off'
}
