/** A text cut at a length in characters. */
export function shorten(text: string, most: number): string {
  const characters = [...text.slice(0, most * 2 + 2)]
  if (characters.length <= most) return text
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`
}

/** The first rows, and a row that says how many are not shown. */
export function limitRows(all: readonly string[], most: number, rest: (more: number) => string): string[] {
  const more = all.length - most
  return more > 0 ? [...all.slice(0, most), rest(more)] : [...all]
}
