/** `a`, `b` or `c`, each in backquotes. */
export function formatChoice(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names.map((name) => `\`${name}\``))
}

/** What a person wrote, or a rule says, at the end of a sentence of ours. */
export function toSentence(text: string): string {
  return `${text.replace(/[\s.]+$/, '')}.`
}

/** `a`, `b` and `c`, as they are. */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names)
}
