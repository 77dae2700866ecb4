import type { Candidate } from '../candidate.ts'
import { conventionalTypes, type Header, headerOf } from '../commit-message.ts'
import { CHANGE_TYPES, type ChangeType, type Facts } from '../facts.ts'
import { finderOf } from '../patterns.ts'
import type { Policy } from '../policy.ts'
import { labelAmong } from './labels.ts'
import { headersOf, takesKeywords, takesScopes } from './subject.ts'

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
export interface Asked {
  readonly candidate: Candidate
  readonly facts: Facts
  readonly policy: Pick<Policy, 'changeTypes' | 'criteria'>
}

/**
 * The change type by its strongest sign: somebody's assessment, labels of the pull request, labels of linked issues, the
 * Conventional Commit, then a CVE id or a keyword. Of equally strong signs the more severe type counts (CHANGE_TYPES).
 * `fix:` alone says no more than minor bug, so a CVE id or a keyword may still say what was fixed.
 */
export function changeTypeOf(asked: Asked): TypeFinding {
  const header = conventionalSigns(asked)
  const isPlainFix = (header[0]?.type ?? 'minor-bug') === 'minor-bug'
  const keywords = keywordSigns(asked)
  const message = [...cveSigns(asked), ...(isPlainFix ? [...keywords, ...header] : [...header, ...keywords])]

  const [first, ...others] = [...assessedSigns(asked), ...labelSigns(asked), ...issueSigns(asked), ...message]
  if (first) return { type: first.type, from: told(first, others, asked), isTold: true }
  return { type: 'minor-bug', from: nothingSays(asked), isTold: false }
}

function assessedSigns({ facts: { assessment } }: Asked): Sign[] {
  if (!assessment.known || assessment.value.type === null) return []
  return [{ type: assessment.value.type, said: `assessed by ${assessment.value.by}` }]
}

function labelSigns({ facts: { labels }, policy }: Asked): Sign[] {
  if (!labels.known) return []
  return signsOf((type) => {
    const label = labelAmong(labels.value, policy.changeTypes[type].labels)
    return label === undefined ? null : `the label \`${label}\``
  })
}

function issueSigns({ facts: { issues }, policy }: Asked): Sign[] {
  if (!issues.known) return []
  return signsOf((type) => {
    for (const { number, labels } of issues.value) {
      const label = labelAmong(labels ?? [], policy.changeTypes[type].issueLabels)
      if (label !== undefined) return `the label \`${label}\` of issue #${number}`
    }
    return null
  })
}

/** A feature among the commits makes the whole a feature: it is picked whole, and a patch holds no features. */
function conventionalSigns({ candidate, policy }: Asked): Sign[] {
  const headers = headersOf(candidate, conventionalTypes(policy.changeTypes))
  const signs = headers.flatMap((header) => headerSigns(header, policy))
  const feature = signs.find(({ type }) => type === 'feature')
  const ordered = CHANGE_TYPES.flatMap((type) => signs.find((sign) => sign.type === type) ?? [])
  return feature ? [feature, ...ordered.filter((sign) => sign !== feature)] : ordered
}

function headerSigns(header: Header, policy: Asked['policy']): Sign[] {
  const byType = signsOf((type) =>
    policy.changeTypes[type].commitTypes.some((mapped) => mapped.toLowerCase() === header.type)
      ? `its type \`${header.type}:\``
      : null,
  )
  if (!takesScopes(byType.map(({ type }) => type))) return byType

  const byScope = signsOf((type) => {
    const scope = policy.changeTypes[type].scopes.find((mapped) =>
      header.scopes.includes(mapped.toLowerCase()),
    )
    return scope === undefined ? null : `its scope \`${scope}\``
  })
  return [...byScope, ...byType]
}

/** A CVE id, unless the subject says that the change mends nothing: it may test for it, or write about it. */
function cveSigns({ candidate, facts: { cve }, policy }: Asked): Sign[] {
  if (!cve.known) return []

  const header = headerOf(candidate.title, conventionalTypes(policy.changeTypes))
  const isFeature = header !== null && headerSigns(header, policy).some(({ type }) => type === 'feature')
  if (isFeature || !takesCve(header)) return []
  return [{ type: 'security', said: `it names ${cve.value}` }]
}

function keywordSigns({ candidate, policy }: Asked): Sign[] {
  const header = headerOf(candidate.title, conventionalTypes(policy.changeTypes))
  const mapped = header ? headerSigns(header, policy).map(({ type }) => type) : []
  if (!takesKeywords(candidate.title, header, mapped)) return []

  const subject = (header?.description ?? candidate.title).slice(0, LONGEST_SUBJECT)
  return signsOf((type) => {
    const word = finderOf(policy.changeTypes[type].keywords)(subject)
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
function signsOf(said: (type: ChangeType) => string | null): Sign[] {
  return CHANGE_TYPES.flatMap((type) => {
    const sign = said(type)
    return sign === null ? [] : [{ type, said: sign }]
  })
}

function told(first: Sign, others: readonly Sign[], { facts: { labels } }: Asked): string {
  const also = [...new Set(others.map(({ said }) => said))].filter((said) => said !== first.said)
  const seen = also.length > 0 ? ` (also seen: ${also.join(', ')})` : ''
  return `${first.said}${seen}${labels.known ? '' : '; its labels are not known'}`
}

function nothingSays({ facts: { labels } }: Asked): string {
  const looked = labels.known
    ? 'no label, no linked issue and no word of its subject'
    : 'nothing in its messages'
  return `${looked} says what it is, so the least is assumed${labels.known ? '' : '; its labels are not known'}`
}
