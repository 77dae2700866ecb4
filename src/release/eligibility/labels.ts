/** The first label that is one of the wanted ones. GitHub keeps the case of labels, and tells none apart by it. */
export function findLabel(labels: readonly string[], wanted: readonly string[]): string | undefined {
  const known = new Set(wanted.map((label) => label.trim().toLowerCase()))
  return labels.find((label) => known.has(label.trim().toLowerCase()))
}
