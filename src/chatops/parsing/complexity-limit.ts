/** Reading Markdown takes time by the square of these. What people write, and logs that they paste, have far fewer. */
const MOST_LINES = 5000
/** Quotes, lists and footnotes in one another. */
const MOST_NESTED = 50
/** Quotes, lists and footnotes beside one another. */
const MOST_CONTAINERS = 1000

const OPENING = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\s]{1,99}\]:))+/
const MARK = />|[-+*]|\d[.)]|\[\^/g

/** Whether the blocks of a text would take long to tell apart, as nobody but for that writes them (threat H1). */
export function isIntricate(text: string): boolean {
  const lines = text.split(/\r\n?|\n/)
  if (lines.length > MOST_LINES) return true

  const nested = lines.map((line) => OPENING.exec(line)?.[0].match(MARK)?.length ?? 0)
  if (nested.some((depth) => depth > MOST_NESTED)) return true

  return nested.filter((depth, at) => depth > 0 && (nested[at - 1] ?? 0) === 0).length > MOST_CONTAINERS
}
