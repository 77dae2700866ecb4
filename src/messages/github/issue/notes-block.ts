import { isWithheldFromGitHub } from '../../../release/lifecycle/disclosure.ts'
import { getEditableNotes, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import { createMark } from '../markdown/mark.ts'

/** The lines between which people may edit the notes. */
const BEGIN = createMark('notes', 'begin')
const END = createMark('notes', 'end')

const WITHHELD_NOTES =
  "They name security fixes, so they aren't shown before the release is published. `release-captain notes` prints them for you. After the publication you can edit them in the GitHub release."

/** What begins a mark of ours, with the backslashes that stand for one that people wrote themselves. */
const OWN_MARK = /(<!--\s*release-captain\\*):/g
const ESCAPED_MARK = /(<!--\s*release-captain\\*)\\:/g

/**
 * Notes as they are compared and kept: line feeds, no blank lines around. GitHub's editor sends CRLF, and people leave
 * blank lines behind.
 */
export function normalizeNotes(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
}

/** §3.1: the notes, where people edit them; nothing while there are none to edit. */
export function renderNotesBlock(release: OpenedRelease): string {
  const notes = getEditableNotes(release)
  if (notes === null) return ''
  if (isWithheldFromGitHub(release)) return `## Release notes\n\n${WITHHELD_NOTES}`
  return [
    '## Release notes',
    '',
    'To change them, edit this issue between the two rules. Everything else is overwritten.',
    '',
    '---',
    '',
    BEGIN,
    '',
    normalizeNotes(notes).replace(OWN_MARK, '$1\\:'),
    '',
    END,
    '',
    '---',
  ].join('\n')
}

/** What stands between the two lines, and what around them. `notes` is null where a line is gone, damaged or doubled. */
export function splitNotes(body: string): {
  readonly notes: string | null
  readonly around: readonly string[]
} {
  const lines = body.split(/\r\n|[\r\n]/)
  const [begin, ...otherBegins] = findMarks(lines, BEGIN)
  const [end, ...otherEnds] = findMarks(lines, END)
  const isWhole = otherBegins.length === 0 && otherEnds.length === 0
  if (begin === undefined || end === undefined || end < begin || !isWhole)
    return { notes: null, around: lines }

  const between = lines.slice(begin + 1, end).join('\n')
  return {
    notes: normalizeNotes(between).replace(ESCAPED_MARK, '$1:'),
    around: [...lines.slice(0, begin), ...lines.slice(end + 1)],
  }
}

function findMarks(lines: readonly string[], wanted: string): number[] {
  return lines.flatMap((line, at) => (line.trim() === wanted ? [at] : []))
}
