/** The first label that nominates, for every line or, by a pattern like `backport/{line}`, for one. */
export function findNominatingLabel(
  labels: readonly string[],
  patterns: readonly string[],
): string | undefined {
  const wanted = patterns.map(compileLabel)
  return labels.find((label) => wanted.some((pattern) => pattern.test(label.trim())))
}

function compileLabel(pattern: string): RegExp {
  const parts = pattern.trim().split(/(\{(?:line|major|minor)\})/)
  const source = parts.map((part, at) => {
    if (at % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    return part === '{line}' ? '\\d+(?:\\.\\d+)*' : '\\d+'
  })
  return new RegExp(`^${source.join('')}$`, 'i')
}

/** The first label that is one of the wanted ones. GitHub keeps the case of labels, and tells none apart by it. */
export function findLabel(labels: readonly string[], wanted: readonly string[]): string | undefined {
  const known = new Set(wanted.map((label) => label.trim().toLowerCase()))
  return labels.find((label) => known.has(label.trim().toLowerCase()))
}
