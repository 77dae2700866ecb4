import type { Considered } from '../../release/planning/plan.ts'
import { keepsOut, type RuleFinding, type Verdict } from '../../release/planning/verdict.ts'
import { explainProbablyOnLine } from '../on-line.ts'

/** The findings that another change type would turn: a breaking change stays one, whatever anybody says. */
const OF_ITS_TYPE = new Set(['change-type', 'exception'])

/** A fix that goes to the next minor release only because nobody's word on it is known. */
export function isUnweighed({ facts, verdict }: Considered): boolean {
  const isSaid = facts.labels.known || facts.severity.known || facts.assessment.known
  const onlyItsType = verdict.rules.every(
    (finding) => !keepsOut(finding) || OF_ITS_TYPE.has(finding.rule) || isUntried(finding),
  )
  return verdict.kind === 'next-minor' && verdict.type === 'minor-bug' && !isSaid && onlyItsType
}

/** No change is tried whose type alone keeps it out. */
function isUntried({ rule, answer }: RuleFinding): boolean {
  return rule === 'picks-clean' && answer === 'unknown'
}

/** The first rule that says no, in the order of the process, and the names of those that nobody could answer. */
export function findObstacles({ rules }: Verdict): {
  readonly refusing: RuleFinding | null
  readonly open: readonly string[]
} {
  const out = rules.filter(keepsOut)
  const refusing = out.find(({ answer }) => answer === 'no') ?? null
  return { refusing, open: out.map(({ rule }) => rule) }
}

/** What a decision has to be recorded with. The rule `exception` stands in the verdict where one is missing or void. */
export function findMissingException({ rules }: Verdict): string | null {
  return rules.find(({ rule }) => rule === 'exception')?.change ?? null
}

/** Why a plan does not take a candidate, in one sentence: what was seen, and not what would change it. */
export function explainNotTaken(considered: Considered, isNotNominated = false): string {
  const { verdict } = considered
  if (considered.rolledBackIn !== undefined && verdict.kind === 'eligible')
    return `Rolled back in ${considered.rolledBackIn}: a maintainer takes it again by name.`
  const onLine = explainProbablyOnLine(considered)
  if (onLine !== null) return `It is ${onLine}.`
  if (verdict.kind === 'eligible' && isNotNominated) return 'It is eligible, but no one nominated it.'
  if (verdict.kind === 'eligible') return 'It is eligible, and a maintainer left it out.'
  if (isUnweighed(considered))
    return 'It has no known label, so it counts as a minor bug until someone labels or assesses it.'
  const { refusing, open } = findObstacles(verdict)
  if (refusing) return refusing.saw
  const ofType = verdict.rules.find(({ rule }) => rule === 'change-type')
  if (verdict.kind === 'case-by-case' && ofType) return ofType.saw
  return `Not known yet: ${open.join(', ')}.`
}
