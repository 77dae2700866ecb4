/** `1 second`, `3 repositories`. */
export function countThings(number: number, one: string, many = `${one}s`): string {
  return number === 1 ? `1 ${one}` : `${number.toLocaleString('en')} ${many}`
}

/** `a, b and c` */
export function joinParts(parts: readonly string[]): string {
  return new Intl.ListFormat('en').format(parts)
}
