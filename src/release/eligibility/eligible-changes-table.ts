import { CHANGE_TYPES } from '../facts/facts.ts'
import type { RuleFinding, RuleMode } from '../planning/verdict.ts'
import type { Policy } from '../policy.ts'
import type { TypeFinding } from './change-type.ts'
import { createFinding, type EligibilityQuestion, type RuleAnswer, suggestLabelling } from './findings.ts'
import { determineSeverity } from './severity.ts'

/** What stands between a change and a patch, and may be lifted by an exception. */
export type Obstacle = Policy['exceptions']['lifts'][number]

/** What the table of Eligible Changes says of a change. */
export interface TableRow {
  readonly obstacle: Obstacle | null
  /** Of critical severity by its author's word alone, and of a type that the table knows as not critical. */
  readonly isCriticalBug: boolean
}

/** The type of a change as it was told, its row, and whether an exception lifts what the row says. */
interface TableContext {
  readonly told: TypeFinding
  readonly row: TableRow
  readonly mode: RuleMode
}

/** The row of the table of Eligible Changes that a change belongs to. */
export function findRow(asked: EligibilityQuestion, told: TypeFinding): TableRow {
  const { eligibility } = asked.policy.changeTypes[told.type]
  const isClaimed = eligibility === 'next-minor' && isCriticalBug(asked, told)
  if (isClaimed) return { obstacle: 'case-by-case', isCriticalBug: true }
  return { obstacle: eligibility === 'always' ? null : eligibility, isCriticalBug: false }
}

/** The table as a rule. What is decided case by case, or what nothing tells, is no yes and no no. */
export function judgeTable(
  { candidate, policy }: EligibilityQuestion,
  { told, row, mode }: TableContext,
): RuleFinding {
  const higher = CHANGE_TYPES.filter((type) => policy.changeTypes[type].eligibility === 'always')
  const labels = higher.flatMap((type) => policy.changeTypes[type].labels.slice(0, 1))
  const assess = `assessment: { by, risk, type: ${higher.at(-1) ?? 'regression'} }`
  const found = judgeRow(row, told, suggestLabelling(candidate, labels, assess))
  return { rule: 'change-type', section: 'Eligible Changes', mode, ...found }
}

/**
 * The table knows minor bugs as "non-critical fixes", and §1.1 wants fixes of critical issues. A fix that its author alone
 * calls critical is neither: somebody decides. Who assessed it as a minor bug has decided.
 */
function isCriticalBug({ facts, policy }: EligibilityQuestion, { type }: TypeFinding): boolean {
  const isAssessed = facts.assessment.known && facts.assessment.value.type !== null
  if (type !== 'minor-bug' || isAssessed) return false

  const severity = determineSeverity(facts, policy.criteria)
  return severity.known && policy.criteria.severities.includes(severity.value)
}

function judgeRow(
  { obstacle, isCriticalBug: critical }: TableRow,
  told: TypeFinding,
  relabel: string,
): RuleAnswer {
  const says = `It is ${told.type}: ${told.from}.`
  const change = `If it is more than that, ${relabel}; else it takes an exception.`
  if (critical)
    return createFinding(
      'unknown',
      `${says} Its author calls it critical, but no one else has confirmed it.`,
      change,
    )

  switch (obstacle) {
    case null:
      return createFinding('yes', `${says} A patch always takes that.`, null)
    case 'case-by-case':
      return createFinding('unknown', `${says} That is decided case by case.`, change)
    case 'next-minor':
      return createFinding(
        told.isTold ? 'no' : 'unknown',
        `${says} That waits for the next minor release.`,
        change,
      )
  }
}
