/** What stands in place of the title of a security fix that isn't published. */
export const WITHHELD_TITLE = 'a security fix'

/** What stands in place of an identifier or a score. */
const WITHHELD = '(withheld)'

/** Takes out of a text what outsiders must not read. */
export type Scrub = (text: string) => string

/** CVE, GHSA and our own advisory ids; CVSS vectors and scores. */
const IDENTIFIERS = [
  /CVE-\d{4}-[\dX]{4,19}/gi,
  /GHSA(?:-[0-9a-z]{4}){3}/gi,
  /\bGSA-\d{4}-\d{3,}\b/gi,
  /\bCVSS:\d\.\d(?:\/[A-Za-z]{1,3}:[A-Za-z]{1,5})+/gi,
  /\bCVSS\b(?:[ :=v(]|score|of|base){0,6}(?:\d\.\d[ :=(]{1,3})?\d{1,2}\.\d\b/gi,
]

/** Takes identifiers and scores out of a text; the joiners with which titles are silenced don't hide them. */
export function scrubIdentifiers(text: string): string {
  const plain = IDENTIFIERS.some((pattern) => text.replaceAll('\u2060', '').search(pattern) >= 0)
    ? text.replaceAll('\u2060', '')
    : text
  return IDENTIFIERS.reduce((left, pattern) => left.replace(pattern, WITHHELD), plain)
}

/** Makes what takes secrets out of texts: titles of security fixes, and identifiers where no reader may have them. */
export function createScrubber({
  titles,
  hasIdentifiers,
}: {
  readonly titles: readonly string[]
  readonly hasIdentifiers: boolean
}): Scrub {
  // The longest first: one title may be part of another.
  const ordered = titles
    .filter((title) => title.trim() !== '')
    .toSorted((one, other) => other.length - one.length)
  return (text) => {
    const left = ordered.reduce((now, title) => now.replaceAll(title, WITHHELD_TITLE), text)
    return hasIdentifiers ? scrubIdentifiers(left) : left
  }
}
