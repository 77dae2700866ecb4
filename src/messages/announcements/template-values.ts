import { formatDate } from '../../release/calendar.ts'
import { SEVERITIES, type Severity } from '../../release/facts/facts.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import { getPlan, isSecurityRelease, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { describeBecause } from '../describe-because.ts'
import { formatProse } from '../github/markdown/inline.ts'
import { shorten } from '../text/limit-rows.ts'
import { escapeMarkdown, formatMarkdownLink } from '../text/markdown.ts'
import { toSentence } from '../wording.ts'
import { extractExcerpt } from './notes-excerpt.ts'

/** Where a release is for those who only wait for it. */
export type AnnouncementStage = 'coming' | 'out' | 'rolled-back' | 'called-off'

interface ValuesInput {
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  readonly webUrl: string
  readonly product: string
  readonly stage: AnnouncementStage
  /** The page that says more. */
  readonly url: URL
  /** Seconds since 1970. */
  readonly at: number
}

/** Characters of a reason; what is longer is read in the tracking issue. */
const LONGEST_REASON = 1_000
/** Identifiers that are named in an announcement. */
const MOST_IDENTIFIERS = 20

/** What a template of an announcement may use, escaped for Markdown (docs/notes.md). */
export function createTemplateValues(input: ValuesInput) {
  const { release, events, webUrl, product, stage, url, at } = input
  const { about } = release.ledger
  const isSecret = isWithheld(release)
  const text = isSecret ? '' : findNotes(events)
  const rolledBack = release.status === 'published' ? release.rolledBack : null
  const page = escapeMarkdownUrl(url)
  return {
    product: escapeMarkdown(product),
    version: escapeMarkdown(about.version),
    previous: escapeMarkdown(about.base.tag),
    line: escapeMarkdown(about.line),
    kind: about.kind,
    track: isSecurityRelease(release) ? ('security' as const) : about.track,
    stage,
    url: page,
    date: formatDate(about.terms.timeZone, at),
    corrected: findCorrectionDate(release, events),
    notes: extractExcerpt(text, page),
    to: rolledBack && escapeMarkdown(rolledBack.to),
    because:
      rolledBack && formatProse(toSentence(shorten(describeBecause(rolledBack.because), LONGEST_REASON))),
    severity: isSecret ? null : findSeverity(release),
    cves: findCves(text),
    advisories: findAdvisories(text, webUrl),
  }
}

/**
 * Whether nothing of what a release fixes may be told yet, whatever a template asks for: it is a security release that is
 * not published. What an aborted release would have fixed isn't on record any more, so it may have been one.
 */
function isWithheld(release: OpenedRelease): boolean {
  return release.status === 'aborted' || isEmbargoed(release)
}

/** The notes as they are now; empty before they are drafted. */
function findNotes(events: readonly ReleaseEvent[]): string {
  const last = events.findLast((event) => event.type === 'NotesDrafted' || event.type === 'NotesEdited')
  return last && 'text' in last ? last.text : ''
}

/** The day of the last change of what was published already, in the zone of the policy; null where it is as it was. */
function findCorrectionDate({ ledger }: OpenedRelease, events: readonly ReleaseEvent[]): string | null {
  const published = events.findLastIndex(({ type }) => type === 'Published')
  const edited = events.findLastIndex(({ type }) => type === 'NotesEdited')
  const at = published >= 0 && edited > published ? events[edited]?.at : undefined
  return at === undefined ? null : formatDate(ledger.about.terms.timeZone, at)
}

/** The worst that anybody assessed of what is in it; null where nobody did. */
function findSeverity(release: OpenedRelease): Severity | null {
  const taken = new Set(getPlan(release)?.picks.map(({ candidate }) => candidate))
  const found = release.ledger.assessments
    .filter(({ candidate }) => taken.has(candidate))
    .map(({ assessment }) => assessment.severity)
  return SEVERITIES.find((severity) => found.includes(severity)) ?? null
}

/** https://www.cve.org/ResourcesSupport/AllResources/CNARules#section_5-1_CVE_ID */
function findCves(notes: string): readonly string[] {
  return findIdentifiers(notes, /(?<![\w-])CVE-\d{4}-\d{4,19}(?![\w-])/g).map((id) =>
    formatMarkdownLink(id, new URL(`https://www.cve.org/CVERecord?id=${id}`)),
  )
}

/** https://docs.github.com/code-security/security-advisories (GHSA IDs) */
function findAdvisories(notes: string, webUrl: string): readonly string[] {
  return findIdentifiers(notes, /(?<![\w-])GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}(?![\w-])/g).map((id) =>
    formatMarkdownLink(id, new URL(`${webUrl}/security/advisories/${id}`)),
  )
}

/** Each once, in the order in which the notes name them. The joiners with which titles are silenced are no part of them. */
function findIdentifiers(notes: string, pattern: RegExp): readonly string[] {
  const found = notes.replaceAll('\u2060', '').match(pattern) ?? []
  return [...new Set(found)].slice(0, MOST_IDENTIFIERS)
}

/** An address that may stand in the brackets of a link. */
function escapeMarkdownUrl({ href }: URL): string {
  return href.replaceAll('(', '%28').replaceAll(')', '%29')
}
