import type { Candidate } from '../changes/candidate.ts'
import { type Header, listConventionalTypes, parseHeader } from '../changes/commit-message.ts'
import { CHANGE_TYPES, type ChangeType, type Facts } from '../facts/facts.ts'
import { compileFinder } from '../patterns.ts'
import type { Policy } from '../policy.ts'
import { findLabel } from './labels.ts'
import { listHeaders, takesKeywords, takesScopes } from './subject-headers.ts'

/** What a candidate is, and how that was told. */
export interface TypeFinding {
  readonly type: ChangeType
  /** Everything that was seen, what decided first, in one sentence without a full stop. */
  readonly from: string
  /** False where nothing says what the change is, and the least is assumed. */
  readonly isTold: boolean
}

/** Nobody reads further in a subject, and keywords are not looked for further. In characters. */
const LONGEST_SUBJECT = 1_000

/** Something that says what a change is: `the label \`crash\``. */
interface Sign {
  readonly type: ChangeType
  readonly said: string
}

/** The candidate, and by what it is judged. */
export interface TypeQuestion {
  readonly candidate: Candidate
  readonly facts: Facts
  readonly policy: Pick<Policy, 'changeTypes' | 'criteria'>
}

/**
 * The change type by its strongest sign: somebody's assessment, labels of the pull request, labels of linked issues, the
 * Conventional Commit, then a CVE id or a keyword. Of equally strong signs the more severe type counts (CHANGE_TYPES).
 * `fix:` alone says no more than minor bug, so a CVE id or a keyword may still say what was fixed.
 */
export function determineChangeType(asked: TypeQuestion): TypeFinding {
  const header = listConventionalSigns(asked)
  const isPlainFix = (header[0]?.type ?? 'minor-bug') === 'minor-bug'
  const keywords = listKeywordSigns(asked)
  const message = [
    ...listCveSigns(asked),
    ...(isPlainFix ? [...keywords, ...header] : [...header, ...keywords]),
  ]

  const [first, ...others] = [
    ...listAssessmentSigns(asked),
    ...listLabelSigns(asked),
    ...listIssueSigns(asked),
    ...message,
  ]
  if (first) return { type: first.type, from: explainSigns(first, others, asked), isTold: true }
  return { type: 'minor-bug', from: explainNoSign(asked), isTold: false }
}

function listAssessmentSigns({ facts: { assessment } }: TypeQuestion): Sign[] {
  if (!assessment.known || assessment.value.type === null) return []
  return [{ type: assessment.value.type, said: `assessed by ${assessment.value.by}` }]
}

function listLabelSigns({ facts: { labels }, policy }: TypeQuestion): Sign[] {
  if (!labels.known) return []
  return listSigns((type) => {
    const label = findLabel(labels.value, policy.changeTypes[type].labels)
    return label === undefined ? null : `the label \`${label}\``
  })
}

function listIssueSigns({ facts: { issues }, policy }: TypeQuestion): Sign[] {
  if (!issues.known) return []
  return listSigns((type) => {
    for (const { number, labels } of issues.value) {
      const label = findLabel(labels ?? [], policy.changeTypes[type].issueLabels)
      if (label !== undefined) return `the label \`${label}\` of issue #${number}`
    }
    return null
  })
}

/** A feature among the commits makes the whole a feature: it is picked whole, and a patch holds no features. */
function listConventionalSigns({ candidate, policy }: TypeQuestion): Sign[] {
  const headers = listHeaders(candidate, listConventionalTypes(policy.changeTypes))
  const signs = headers.flatMap((header) => listHeaderSigns(header, policy))
  const feature = signs.find(({ type }) => type === 'feature')
  const ordered = CHANGE_TYPES.flatMap((type) => signs.find((sign) => sign.type === type) ?? [])
  return feature ? [feature, ...ordered.filter((sign) => sign !== feature)] : ordered
}

function listHeaderSigns(header: Header, policy: TypeQuestion['policy']): Sign[] {
  const byType = listSigns((type) =>
    policy.changeTypes[type].commitTypes.some((mapped) => mapped.toLowerCase() === header.type)
      ? `its type \`${header.type}:\``
      : null,
  )
  if (!takesScopes(byType.map(({ type }) => type))) return byType

  const byScope = listSigns((type) => {
    const scope = policy.changeTypes[type].scopes.find((mapped) =>
      header.scopes.includes(mapped.toLowerCase()),
    )
    return scope === undefined ? null : `its scope \`${scope}\``
  })
  return [...byScope, ...byType]
}

/** A CVE id, unless the subject says that the change mends nothing: it may test for it, or write about it. */
function listCveSigns({ candidate, facts: { cve }, policy }: TypeQuestion): Sign[] {
  if (!cve.known) return []

  const header = parseHeader(candidate.title, listConventionalTypes(policy.changeTypes))
  const isFeature = header !== null && listHeaderSigns(header, policy).some(({ type }) => type === 'feature')
  if (isFeature || !takesCve(header)) return []
  return [{ type: 'security', said: `it names ${cve.value}` }]
}

function listKeywordSigns({ candidate, policy }: TypeQuestion): Sign[] {
  const header = parseHeader(candidate.title, listConventionalTypes(policy.changeTypes))
  const mapped = header ? listHeaderSigns(header, policy).map(({ type }) => type) : []
  if (!takesKeywords(candidate.title, header, mapped)) return []

  const subject = (header?.description ?? candidate.title).slice(0, LONGEST_SUBJECT)
  return listSigns((type) => {
    const word = compileFinder(policy.changeTypes[type].keywords)(subject)
    return word === null ? null : `\`${word}\` in its subject`
  })
}

/** A version of a dependency is raised under `chore:`, `build:` or `deps:`, also when that closes a hole. */
function takesCve(header: Header | null): boolean {
  return (
    !header || !['docs', 'doc', 'test', 'tests', 'ci', 'style', 'refactor', 'revert'].includes(header.type)
  )
}

/** The more severe type first. */
function listSigns(said: (type: ChangeType) => string | null): Sign[] {
  return CHANGE_TYPES.flatMap((type) => {
    const sign = said(type)
    return sign === null ? [] : [{ type, said: sign }]
  })
}

function explainSigns(first: Sign, others: readonly Sign[], { facts: { labels } }: TypeQuestion): string {
  const also = [...new Set(others.map(({ said }) => said))].filter((said) => said !== first.said)
  const seen = also.length > 0 ? ` (also seen: ${also.join(', ')})` : ''
  return `${first.said}${seen}${labels.known ? '' : '; its labels are not known'}`
}

function explainNoSign({ facts: { labels } }: TypeQuestion): string {
  const looked = labels.known
    ? 'no label, no linked issue and no word of its subject'
    : 'nothing in its messages'
  return `${looked} says what it is, so the least is assumed${labels.known ? '' : '; its labels are not known'}`
}
