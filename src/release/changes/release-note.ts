/** Characters of a note: a sentence or two. */
const LONGEST = 400

/** A heading of its own, of whatever level, or a block that is fenced as one. */
const HEADING = /^#{1,6}[ \t]+release[ -]notes?[ \t]*:?[ \t]*#*[ \t]*$/i
const FENCE = /^(`{3,}|~{3,})[ \t]*release-notes?[ \t]*$/i

/** What people write where there is nothing to tell. */
const NOTHING = /^(?:none|n\/?a|no|-|nothing)?\.?$/i

/**
 * Reads the note that a pull request's author wrote for the release notes (§3.1): what stands below a heading
 * `### Release note`, or in a block fenced as `release-note`, as one line. Null where there is none.
 */
export function parseReleaseNote(body: string): string | null {
  const lines = body.replace(/<!--[\s\S]*?(?:-->|$)/g, '').split(/\r?\n/)
  const note = (readFenced(lines) ?? readBelowHeading(lines) ?? []).join(' ').replace(/\s+/g, ' ').trim()
  return NOTHING.test(note) ? null : [...note].slice(0, LONGEST).join('')
}

function readFenced(lines: readonly string[]): readonly string[] | null {
  const at = lines.findIndex((line) => FENCE.test(line.trim()))
  const fence = FENCE.exec(lines[at]?.trim() ?? '')?.[1]
  if (fence === undefined) return null
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => line.trim().startsWith(fence))
  return end < 0 ? rest : rest.slice(0, end)
}

function readBelowHeading(lines: readonly string[]): readonly string[] | null {
  const at = lines.findIndex((line) => HEADING.test(line.trim()))
  if (at < 0) return null
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => /^#{1,6}[ \t]/.test(line))
  const below = end < 0 ? rest : rest.slice(0, end)
  return below.map((line) => line.replace(/^\s*[-*][ \t]+/, ''))
}
