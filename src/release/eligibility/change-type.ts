import { CHANGE_TYPES, type ChangeType } from '../facts/facts.ts'
import { findLabel } from './labels.ts'
import { listMessageSigns } from './message-signs.ts'
import { SEVERE_TYPES } from './severe.ts'
import { findSeverityByOthers } from './severity.ts'
import { type Asked, findVulnerability, listSigns, type Sign } from './signs.ts'

/** What a candidate is, and how that was told. */
export interface TypeFinding {
  readonly type: ChangeType
  /** Everything that was seen, what decided first, in one sentence without a full stop. */
  readonly from: string
  /** False where nothing says what the change is, and the least is assumed. */
  readonly isTold: boolean
  /** A more severe type that something speaks for and that did not decide; null where nothing does. */
  readonly mayBe: ChangeType | null
}

/**
 * The change type by its strongest sign: somebody's assessment, labels of the pull request, labels of linked issues, then
 * what its messages and files say. Of equally strong signs the more severe type counts (CHANGE_TYPES). A minor bug that
 * somebody other than its author calls critical is a critical bug.
 */
export function determineChangeType(asked: Asked): TypeFinding {
  const message = listMessageSigns(asked)
  const [first, ...others] = [
    ...listAssessmentSigns(asked),
    ...listLabelSigns(asked),
    ...listIssueSigns(asked),
    ...message.signs,
  ]
  const found = first
    ? { type: first.type, from: explainSigns(first, others, asked), isTold: true }
    : { type: 'minor-bug' as const, from: explainNoSign(asked), isTold: false }
  return { ...asCritical(found, asked), mayBe: moreSevere(found.type, [...others, ...message.doubtful]) }
}

/** Patch Release Triggers, Critical bug fixes: the severity makes it one. Who assessed its type has decided. */
function asCritical(
  found: Omit<TypeFinding, 'mayBe'>,
  { facts, policy: { criteria } }: Asked,
): Omit<TypeFinding, 'mayBe'> {
  const isAssessed = facts.assessment.known && facts.assessment.value.type !== null
  const severity = findSeverityByOthers(facts, criteria)
  if (found.type !== 'minor-bug' || isAssessed || !severity.known) return found
  if (!criteria.severities.includes(severity.value)) return found
  const from = `it is ${severity.value} (${severity.source}), and otherwise a minor bug: ${found.from}`
  return { type: 'critical-bug', from, isTold: true }
}

function moreSevere(type: ChangeType, others: readonly Sign[]): ChangeType | null {
  const rank = (one: ChangeType) => CHANGE_TYPES.indexOf(one)
  const severe = others
    .map((sign) => sign.type)
    .filter((one) => SEVERE_TYPES.includes(one) && rank(one) < rank(type))
  return severe.toSorted((a, b) => rank(a) - rank(b))[0] ?? null
}

function listAssessmentSigns({ facts: { assessment } }: Asked): Sign[] {
  if (!assessment.known || assessment.value.type === null) return []
  return [{ type: assessment.value.type, said: `assessed by ${assessment.value.by}` }]
}

/** A vulnerability's id as a label is a sign as good as the label `security`. */
function listLabelSigns({ facts: { labels }, policy }: Asked): Sign[] {
  if (!labels.known) return []
  const ids = labels.value.flatMap((label) => findVulnerability(label) ?? [])
  const named = ids.map((id): Sign => ({ type: 'security', said: `the label \`${id}\`` }))
  const mapped = listSigns((type) => {
    const label = findLabel(labels.value, policy.changeTypes[type].labels)
    return label === undefined ? null : `the label \`${label}\``
  })
  return [...named.slice(0, 1), ...mapped]
}

function listIssueSigns({ facts: { issues }, policy }: Asked): Sign[] {
  if (!issues.known) return []
  return listSigns((type) => {
    for (const { number, labels } of issues.value) {
      const label = findLabel(labels ?? [], policy.changeTypes[type].issueLabels)
      if (label !== undefined) return `the label \`${label}\` of issue #${number}`
    }
    return null
  })
}

function explainSigns(first: Sign, others: readonly Sign[], { facts: { labels } }: Asked): string {
  const also = [...new Set(others.map(({ said }) => said))].filter((said) => said !== first.said)
  const seen = also.length > 0 ? ` (also seen: ${also.join(', ')})` : ''
  return `${first.said}${seen}${labels.known ? '' : '; its labels are not known'}`
}

function explainNoSign({ facts: { labels } }: Asked): string {
  const looked = labels.known
    ? 'no label, no linked issue and no word of its subject'
    : 'nothing in its messages'
  return `${looked} says what it is, so the least is assumed${labels.known ? '' : '; its labels are not known'}`
}
