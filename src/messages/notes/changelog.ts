import { PROCESS } from '../../release/process.ts'
import { compareVersions } from '../../release/versions/versions.ts'

/** What a changelog is told of a release. */
export interface ChangelogEntry {
  /** Without its `v`. */
  readonly version: string
  /** `YYYY-MM-DD` */
  readonly date: string
  /** The notes as they were published, Markdown (§3.1). */
  readonly notes: string
  /** The page of what changed since the version before; null where nobody knows one. */
  readonly compareUrl: string | null
}

/**
 * A changelog with a section of a release in it, in the manner of the sections that are there: as Keep a Changelog
 * (https://keepachangelog.com/en/1.1.0/) where it is one, else plain. It stands above the next lower version; what is
 * there is left as it is, byte by byte. Null where the release has its section already.
 */
export function insertRelease(changelog: string, entry: ChangelogEntry): string | null {
  const end = changelog.includes('\r\n') ? '\r' : ''
  const lines = changelog.split('\n')
  const bare = lines.map((line) => line.replace(/\r$/, ''))
  const headings = listHeadings(bare)
  const versions = headings.filter(({ version }) => version !== null)
  if (versions.some(({ version }) => version === entry.version)) return null

  const manner = detectManner(changelog, versions)
  const at = findPlace(bare, headings, entry.version)
  const section = [
    ...(isBlank(bare[at - 1]) ? [] : ['']),
    ...renderSection(entry, manner),
    ...(isBlank(bare[at]) ? [] : ['']),
  ].map((line) => line + end)
  const whole = [...lines.slice(0, at), ...section, ...lines.slice(at)]
  const definition = createDefinition(bare, entry)
  const defined =
    definition === null ? whole : whole.toSpliced(definition.at + section.length, 0, definition.line + end)
  return defined.join('\n')
}

/** Also what is beyond the first and the last line. */
function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === ''
}

interface Heading {
  /** Index of its line. */
  readonly at: number
  readonly level: number
  readonly text: string
  /** The character that it is underlined with; null where it begins with `#`. */
  readonly underline: '=' | '-' | null
  /** The version that it is about, without its `v`; null for any other heading. */
  readonly version: string | null
}

const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/
/** At the start of a heading, behind a word at most: `[2.0.0] - 2026-02-10`, `Godel v2.0.0`. */
const VERSION =
  /^\[?(?:[\w@/.-]*[A-Za-z] )?\[?v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)(?![\w.])/
const FENCE = /^ {0,3}(`{3,}|~{3,})/

const UNDERLINE = /^ {0,3}(=|-){3,}[ \t]*$/

/** Headings of both kinds, outside of blocks of code. */
function listHeadings(lines: readonly string[]): Heading[] {
  const headings: Heading[] = []
  let fence: string | null = null
  for (const [at, line] of lines.entries()) {
    const mark: string | null = FENCE.exec(line)?.[1]?.slice(0, 3) ?? null
    if (mark !== null && (fence === null || fence === mark)) fence = fence === null ? mark : null
    const [, marks = '', text = ''] = (fence === null && HEADING.exec(line)) || []
    if (marks !== '')
      headings.push({ at, level: marks.length, text, underline: null, version: readVersion(text) })
    else if (fence === null) headings.push(...listUnderlined(line, { at, next: lines[at + 1] ?? '' }))
  }
  return headings
}

function readVersion(text: string): string | null {
  return VERSION.exec(text)?.[1] ?? null
}

/** A title over `===` or `---`. Of any other line than a version's, `---` may as well end a list. */
function listUnderlined(
  line: string,
  { at, next }: { readonly at: number; readonly next: string },
): readonly Heading[] {
  const text = line.trim()
  const underline = UNDERLINE.exec(next)?.[1] === '=' ? '=' : '-'
  const version = readVersion(text)
  if (!UNDERLINE.test(next) || text === '' || (underline === '-' && version === null)) return []
  return [{ at, level: underline === '=' ? 1 : 2, text, underline, version }]
}

/** How the sections of a changelog are written. */
interface Manner {
  readonly keepAChangelog: boolean
  readonly level: number
  readonly underline: Heading['underline']
  readonly brackets: boolean
  /** `v` where the versions have one. */
  readonly v: string
  /** ` - 2026-02-10` or ` (2026-02-10)`. */
  readonly date: 'dash' | 'round'
  /** `[2.0.0](https://…)` within the heading. */
  readonly inlineLink: boolean
}

function detectManner(changelog: string, [newest]: readonly Heading[]): Manner {
  const unreleased = /^ {0,3}## \[unreleased\]/im.test(changelog)
  const keepAChangelog = /keepachangelog\.com/i.test(changelog) || unreleased
  const text = newest?.text ?? (keepAChangelog ? '[0.0.0] - 2000-01-01' : 'v0.0.0 (2000-01-01)')
  return {
    keepAChangelog,
    level: newest?.level ?? 2,
    underline: newest?.underline ?? null,
    brackets: text.includes('['),
    // A link's address has a `v` of its own: `[2.0.0](https://…/v2.0.0)`.
    v: /(?:^|[^A-Za-z])v\d/.test(text.replace(/\]\([^)]*\)/g, ']')) ? 'v' : '',
    date: /\s[-–—]\s*\d{4}-\d\d-\d\d/.test(text) ? 'dash' : 'round',
    inlineLink: /\]\(/.test(text),
  }
}

/** Above the next lower version; else above what comes behind the unreleased; else at the end. */
function findPlace(lines: readonly string[], headings: readonly Heading[], version: string): number {
  const lower = headings.find((one) => one.version !== null && compareVersions(one.version, version) < 0)
  if (lower) return lower.at
  const isNamed = headings.some((one) => one.version !== null)
  const first = headings.find(({ level, text }) => level === 2 && !/^\[?unreleased\]?/i.test(text))
  if (!isNamed && first) return first.at
  const definitions = lines.findIndex((line) => DEFINITION.test(line))
  return definitions < 0 ? lines.findLastIndex((line) => !isBlank(line)) + 1 : definitions
}

function renderSection({ version, date, notes, compareUrl }: ChangelogEntry, manner: Manner): string[] {
  const { level, underline, brackets, v } = manner
  const name = brackets ? `[${v}${version}]` : `${v}${version}`
  const link = manner.inlineLink && compareUrl !== null ? `(${compareUrl})` : ''
  const day = manner.date === 'dash' ? ` - ${date}` : ` (${date})`
  const lists = splitLists(notes, manner.keepAChangelog)
  const body = [...lists].flatMap(([title, items]) => ['', `${'#'.repeat(level + 1)} ${title}`, '', ...items])
  const title = `${name}${link}${day}`
  const heading =
    underline === null ? [`${'#'.repeat(level)} ${title}`] : [title, underline.repeat(title.length)]
  return [...heading, ...body]
}

const { sections, knownIssues, upgradeNotesTitle } = PROCESS.notes
/** What Keep a Changelog calls the sections of §3.1. */
const KEPT: ReadonlyMap<string, string> = new Map([
  [sections.security.title, 'Security'],
  [sections.bugFixes.title, 'Fixed'],
  [sections.performance.title, 'Changed'],
  ['Other Changes', 'Changed'],
])
/** What is true at the release and no change. */
const NO_CHANGES: readonly string[] = [knownIssues.value.title, upgradeNotesTitle.value]

/** The lists of the notes by their headings, those of changes alone. */
function splitLists(notes: string, keepAChangelog: boolean): ReadonlyMap<string, string[]> {
  const lines = notes.split(/\r?\n/)
  const headings = listHeadings(lines).filter(({ level }) => level === 2)
  const lists = new Map<string, string[]>()
  for (const [index, { at, text }] of headings.entries()) {
    const items = listItems(lines.slice(at + 1, headings[index + 1]?.at))
    if (items.length === 0 || NO_CHANGES.includes(text.trim())) continue
    const title = keepAChangelog ? (KEPT.get(text.trim()) ?? text.trim()) : text.trim()
    lists.set(title, [...(lists.get(title) ?? []), ...items])
  }
  return lists
}

/** The items of a list with the lines that belong to them. */
function listItems(lines: readonly string[]): string[] {
  return lines.filter((line) => /^(?:[-*+] | {2,}\S)/.test(line)).map((line) => line.trimEnd())
}

/** `[2.0.0]: https://…`, with which Keep a Changelog ends. They stand behind all sections. */
const DEFINITION = /^\[(v?)\d+\.\d+\.\d+[^\]]*\]: \S/

function createDefinition(
  lines: readonly string[],
  { version, compareUrl }: ChangelogEntry,
): { readonly at: number; readonly line: string } | null {
  const at = lines.findIndex((line) => DEFINITION.test(line))
  if (at < 0 || compareUrl === null) return null
  const v = DEFINITION.exec(lines[at] ?? '')?.[1] ?? ''
  return { at, line: `[${v}${version}]: ${compareUrl}` }
}
