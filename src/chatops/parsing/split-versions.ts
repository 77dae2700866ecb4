/** What is said of versions, and of several in one line. */
const OF_VERSIONS = /^\s*(?<word>cut|plan)(?<versions>(?:\s+v?\d+\.\d[\w.+-]*){2,})(?<rest>(?:\s.*)?)$/i

/**
 * The command that is said of several versions in one line, once for each of them; any other text as it is. A digest is of
 * one plan alone, so a line with `--plan` stays whole, and is refused.
 */
export function splitCommandByVersion(rest: string): readonly string[] {
  const { word, versions, rest: options = '' } = OF_VERSIONS.exec(rest)?.groups ?? {}
  if (word === undefined || versions === undefined || /--?plan\b|\bplan=/.test(options)) return [rest]
  const named = new Set(versions.trim().split(/\s+/))
  return [...named].map((version) => `${word} ${version}${options}`)
}
