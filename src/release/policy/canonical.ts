/**
 * JSON in which equal data is equal text: keys in the order of their code units, no spaces. For digests.
 * What JSON cannot hold (functions, undefined) is left out, as JSON does.
 */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isMapping(part) ? sortKeys(part) : part))
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sortKeys(mapping: object): object {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)))
}
