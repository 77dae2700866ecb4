import { RE2JS } from 're2js'

/** The first label that nominates, for every line or, by a pattern like `backport/{line}`, for one. */
export function findNominatingLabel(
  labels: readonly string[],
  patterns: readonly string[],
): string | undefined {
  const wanted = patterns.map(compileLabel)
  return labels.find((label) => wanted.some((pattern) => pattern.matches(label.trim())))
}

function compileLabel(pattern: string): RE2JS {
  const parts = pattern.trim().split(/(\{(?:line|major|minor)\})/)
  const source = parts.map((part, at) => {
    if (at % 2 === 0) return RE2JS.quote(part)
    return part === '{line}' ? '\\d+(?:\\.\\d+)*' : '\\d+'
  })
  return RE2JS.compile(source.join(''), RE2JS.CASE_INSENSITIVE)
}

/** The first label that is one of the wanted ones. GitHub keeps the case of labels, and tells none apart by it. */
export function findLabel(labels: readonly string[], wanted: readonly string[]): string | undefined {
  const known = new Set(wanted.map((label) => label.trim().toLowerCase()))
  return labels.find((label) => known.has(label.trim().toLowerCase()))
}
