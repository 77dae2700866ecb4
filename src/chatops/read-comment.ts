import { type Addressed, addressed } from './addressed.ts'
import { quotedFrom, type SourceLine } from './mail.ts'
import { plainPlaces, type Stretch } from './plain-places.ts'
import { inCode } from './plain-text.ts'
import { readLine, unclear } from './read-line.ts'
import type { Spoken } from './request.ts'

/** Threat C8. */
const MOST_COMMANDS = 10
const MOST_BYTES = 64 * 1024

/** A line that speaks to us. */
interface ToUs {
  readonly text: string
  readonly to: Addressed
}

/**
 * The commands of a comment, in its order: `/release …` at the start of a line, in plain text of the writer's own
 * (threats C2 and C3). The caller has made sure that it is a new comment by a human. Never throws: what cannot be read
 * comes back as `unclear`, and a comment that is too long or says too much as one `unclear`, with nothing of it obeyed.
 */
export function readComment(body: string): readonly Spoken[] {
  const lines = [...body.matchAll(/[^\r\n]+/g)].map(({ 0: text, index }) => ({ text, at: index }))
  const [first] = toUs(lines)
  if (!first) return []
  if (new TextEncoder().encode(body).length > MOST_BYTES) return [tooLong(first)]

  const found = plainPlaces(body, (line) => addressed(line) !== null)
  if (found.kind === 'too-intricate') return [tooIntricate(first)]

  const placed = withPlaces(lines, found.places)
  const quoted = quotedFrom(placed)?.at ?? body.length
  const said = toUs(placed.filter(({ at, isPlain }) => isPlain && at < quoted))
  return said.length > MOST_COMMANDS ? [tooMany(said)] : said.map(spoken)
}

function toUs(lines: readonly { readonly text: string }[]): ToUs[] {
  return lines.flatMap(({ text }) => {
    const to = addressed(text)
    return to ? [{ text, to }] : []
  })
}

/** Both are in the order of the comment, so each place is passed once. */
function withPlaces(
  lines: readonly { readonly text: string; readonly at: number }[],
  places: readonly Stretch[],
): SourceLine[] {
  let next = 0
  return lines.map(({ text, at }) => {
    const begins = at + (/[^ \t]/.exec(text)?.index ?? 0)
    while ((places[next]?.end ?? Number.POSITIVE_INFINITY) <= begins) next += 1
    return { text, at, isPlain: (places[next]?.start ?? Number.POSITIVE_INFINITY) <= begins }
  })
}

function spoken({ text, to }: ToUs): Spoken {
  const line = text.trim()
  if (to.kind === 'command') return { ...readLine(to.rest), text: line }

  const help = 'Commands begin with `/release`; `/release help` lists them.'
  if (to.isPlain) return unclear(line, `There is no ${inCode(to.written)} here.`, help)
  return unclear(
    line,
    `${inCode(to.written)} only looks like \`/release\`: it has other letters in it, or some that nobody sees.`,
    `Type it anew instead of pasting it. ${help}`,
  )
}

function tooLong({ text }: ToUs): Spoken {
  return unclear(
    text.trim(),
    'The comment is longer than 64 KB, so nothing of it was read.',
    'Say the commands in a comment of their own.',
  )
}

function tooIntricate({ text }: ToUs): Spoken {
  return unclear(
    text.trim(),
    'The comment has too many lines or marks of Markdown in it, so nothing of it was read.',
    'Say the commands in a comment of their own.',
  )
}

function tooMany(said: readonly ToUs[]): Spoken {
  return unclear(
    said[0]?.text.trim() ?? '',
    `The comment has ${said.length} commands, and ${MOST_COMMANDS} are the most, so none of them was obeyed.`,
    'Say them in several comments.',
  )
}
