import { findMarkId, MARKS } from '../markdown/mark.ts'
import { splitNotes } from './notes-block.ts'

/** What a body says by its ticks and its notes. */
interface ParsedTrackingIssue {
  /** Each line that people tick, by its id; none twice. */
  readonly ticks: readonly { readonly item: string; readonly ticked: boolean }[]
  /** Null where the lines around the notes are gone or damaged, and where there are none to edit. */
  readonly notes: string | null
  /** The commit that it was drawn for, which its ticks are about; null where it says none. */
  readonly head: string | null
}

/**
 * What a person's edit of the tracking issue says, whatever they did around it. A line that stands there twice with two
 * answers says nothing.
 */
export function parseTrackingIssue(body: string): ParsedTrackingIssue {
  const { notes, around } = splitNotes(body)
  const said = new Map<string, Set<boolean>>()
  for (const { item, ticked } of around.flatMap(parseTick)) {
    said.set(item, (said.get(item) ?? new Set()).add(ticked))
  }
  const ticks = [...said].flatMap(([item, answers]) => {
    const [ticked] = answers
    return answers.size === 1 && ticked !== undefined ? [{ item, ticked }] : []
  })
  return { ticks, notes, head: findMarkId(body, MARKS.head) }
}

const TASK = /^\s*[-*+] +\[([ xX])\]\s/
/** Behind a backslash it is text that somebody wrote, escaped. */
const ITEM_MARK = /(?<!\\)<!-- release-captain:item ([a-z0-9-]+) -->/g

function parseTick(line: string): ParsedTrackingIssue['ticks'] {
  const box = TASK.exec(line)?.[1]
  const [item, ...others] = [...line.matchAll(ITEM_MARK)].flatMap(([, id]) => id ?? [])
  if (box === undefined || item === undefined || others.length > 0) return []
  return [{ item, ticked: box !== ' ' }]
}
