/** Characters of notes in an announcement. No chat shows as many, and reading Markdown takes time. */
const LONGEST = 10_000

/**
 * What of the notes an announcement tells: from the first section on, as product, version and date stand in its own words
 * already. Long notes end at a whole line, with a link to the rest.
 *
 * @param page where all of them are
 */
export function extractExcerpt(notes: string, page: string): string {
  const section = /^ {0,3}##[ \t]/m.exec(notes)
  const told = (section ? notes.slice(section.index) : stripTitle(notes)).trim()
  if (told.length <= LONGEST) return told

  const cut = told.slice(0, told.lastIndexOf('\n', LONGEST)).trimEnd()
  return `${cut.length > 0 ? cut : told.slice(0, LONGEST).toWellFormed()}\n\n… [and the rest](${page})`
}

function stripTitle(notes: string): string {
  return notes.replace(/^\s*#[ \t].*(?:\n|$)/, '')
}
