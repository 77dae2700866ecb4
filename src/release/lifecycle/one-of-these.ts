/** `a`, `b` or `c`, each in backquotes. */
export function oneOfThese(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names.map((name) => `\`${name}\``))
}
