import type { ConflictFile, ConflictHunk } from '../../../release/planning/plan.ts'
import { escapeInvisibleLine } from '../../text/escape-invisible.ts'
import { shorten } from '../../text/limit-rows.ts'
import { formatNumber } from '../../wording.ts'
import { formatCode, formatCodeBlock } from './inline.ts'

/** How many lines of a side are shown, and how much of each. */
const MOST_LINES = 20
const LONGEST_LINE = 200

/** The two sides of a conflict, as they are called in it. */
interface Sides {
  /** What the line has. */
  readonly line: string
  /** What the change brings. */
  readonly change: string
}

/** One file of a conflict with both sides of every stretch, as git writes them into a file. */
export function renderFileBlocks(file: ConflictFile, sides: Sides, most: number): string[] {
  const shownHunks = file.hunks.slice(0, Math.max(1, most))
  const rest = file.hunks.length - shownHunks.length
  const block = formatCodeBlock(shownHunks.map((hunk) => renderHunk(hunk, sides)).join('\n\n'))
  return [
    `**${formatCode(file.path)}**: ${renderKind(file)}`,
    ...(shownHunks.length === 0 ? [] : [block]),
    ...(rest > 0 ? [`… and ${formatNumber(rest, 'more place')} in this file.`] : []),
  ]
}

/** What git calls it, and in words what that is. */
function renderKind({ kind, hunks }: ConflictFile): string {
  const known = KINDS[kind] ?? formatCode(kind)
  if (hunks.length === 0) return known
  const lines = hunks.map(({ ours: { start, end } }) => (end > start ? `${start}-${end}` : `${start}`))
  const more = lines.length > 4 ? ` and ${lines.length - 4} more` : ''
  const isOne = lines.length === 1 && lines[0]?.includes('-') === false
  return `${known}, ${isOne ? 'line' : 'lines'} ${lines.slice(0, 4).join(', ')}${more}`
}

const KINDS: Readonly<Record<string, string>> = {
  content: 'both sides changed it',
  'modify/delete': 'one side changed it, the other deleted it',
  'rename/delete': 'one side renamed it, the other deleted it',
  'add/add': 'both sides added it',
  binary: 'both sides changed it, and it is binary',
  'invalid path': "git doesn't take its path",
  'too large': 'git needs more memory to merge it than it may have',
}

function renderHunk({ oursText, theirsText }: ConflictHunk, { line, change }: Sides): string {
  return [
    `<<<<<<< ${escapeInvisibleLine(line)}`,
    ...renderSideLines(oursText),
    '=======',
    ...renderSideLines(theirsText),
    `>>>>>>> ${escapeInvisibleLine(change)}`,
  ].join('\n')
}

function renderSideLines(text: string): string[] {
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
  const rest = lines.length - MOST_LINES
  const cut = lines.slice(0, MOST_LINES).map((each) => shorten(each, LONGEST_LINE))
  return rest > 0 ? [...cut, `… and ${formatNumber(rest, 'more line')}`] : cut
}
