import type { NotesEntry, ReleaseNotes } from '../../release/planning/notes.ts'
import { Refused } from '../../release/refusal.ts'
import { escapeInvisibleLines } from '../text/escape-invisible.ts'
import { escapeMarkdown, formatMarkdownLink } from '../text/markdown.ts'
import { fillTemplate, type Template } from '../text/template.ts'

/** Where the template of §3.1 stands, for whoever reads files; `file` of a `Template` names it for people. */
export const RELEASE_NOTES_TEMPLATE = {
  file: 'templates/release-notes.liquid',
  url: new URL('../../../templates/release-notes.liquid', import.meta.url),
} as const

interface NotesToRender {
  readonly notes: ReleaseNotes
  /** Ours, or the repository's own from its default branch. */
  readonly template: Template
  /** The repository's page, `https://github.com/owner/name`; null where nobody knows it: then numbers stay plain. */
  readonly repositoryUrl: string | null
}

/**
 * The release notes as GitHub Markdown (§3.1). Titles, names and numbers are escaped here, once; known issues and
 * upgrade notes are the maintainers' own Markdown.
 *
 * @throws {Refused} `config`: the template or the repository's address is wrong
 */
export function renderNotes({ notes, template, repositoryUrl }: NotesToRender): string {
  const pages = repositoryUrl === null ? null : toPagesUrl(repositoryUrl)
  const toTemplateEntries = (of: readonly NotesEntry[]) => of.map((entry) => toEntryValues(entry, pages))
  const text = fillTemplate(template, {
    product: escapeMarkdown(notes.product),
    version: escapeMarkdown(notes.version),
    date: escapeMarkdown(notes.date),
    previous: escapeMarkdown(notes.previous),
    security: toTemplateEntries(notes.security),
    bugFixes: toTemplateEntries(notes.bugFixes),
    performance: toTemplateEntries(notes.performance),
    other: toTemplateEntries(notes.other),
    knownIssues: notes.knownIssues.map(formatListItem),
    upgradeNotes: escapeInvisibleLines(notes.upgradeNotes).trim(),
  })
  return `${text.trimEnd()}\n`
}

function toEntryValues(entry: NotesEntry, pages: string | null) {
  return {
    title: escapeMarkdown(entry.title),
    type: entry.type,
    pullRequest: entry.pullRequest,
    link: entry.pullRequest === null ? null : formatLink(entry.pullRequest, pages),
    commit: entry.commit,
    // A title that names it says it already.
    cve: entry.cve === null || includesText(entry.title, entry.cve) ? null : formatCve(entry.cve),
    cvss: entry.cvss === null ? null : entry.cvss.toFixed(1),
    credits: entry.credits.map(escapeMarkdown),
  }
}

function formatLink(pullRequest: number, pages: string | null): string {
  const number = `#${pullRequest}`
  return pages === null ? number : formatMarkdownLink(number, new URL(`${pages}/pull/${pullRequest}`))
}

function includesText(title: string, cve: string): boolean {
  return title.toUpperCase().includes(cve.toUpperCase())
}

/** A real identifier has nothing to escape, and people copy it. */
function formatCve(cve: string): string {
  return /^CVE-\d{4}-\d{4,19}$/.test(cve) ? cve : escapeMarkdown(cve)
}

/** Further lines of an issue stay within its item of the list. */
function formatListItem(issue: string): string {
  return escapeInvisibleLines(issue).trim().replaceAll('\n', '\n  ')
}

/** The address without a password, a query or `.git`. */
function toPagesUrl(repositoryUrl: string): string {
  const url = URL.parse(repositoryUrl)
  if (url?.protocol === 'https:' || url?.protocol === 'http:') {
    return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`
  }
  throw new Refused({
    kind: 'config',
    what: `notes.repositoryUrl is ${JSON.stringify(repositoryUrl)}, which isn't a web address.`,
    next: 'Give the page of the repository, such as `https://github.com/owner/name`.',
  })
}
