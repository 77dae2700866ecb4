/** Characters of an issue's or a comment's body on GitHub, less room for a mark. */
export const LONGEST_BODY = 65_536 - 536
/** Of the summary of a check run: https://docs.github.com/rest/checks/runs. Counted in bytes, to be safe. */
export const LONGEST_SUMMARY = 65_535
/** Of the title of an issue or pull request. */
export const LONGEST_TITLE = 256

/** How many rows of a list are drawn, tried from the left. */
const TRIES = [Number.POSITIVE_INFINITY, 400, 300, 200, 150, 100, 75, 50, 25, 10, 5, 3, 0]

/** The fullest of several drawings that GitHub takes: one list after the other is cut short at whole rows. */
export function fitDrawing(
  draw: (most: number) => string,
  fits: (text: string) => boolean = (text) => text.length <= LONGEST_BODY,
): string {
  for (const most of TRIES) {
    const drawn = draw(most)
    if (fits(drawn)) return drawn
  }
  return draw(0)
}

/** Whether the summary of a check run takes it. */
export function fitsSummary(text: string): boolean {
  return new TextEncoder().encode(text).length <= LONGEST_SUMMARY
}

/** Blocks under one another, less the empty ones. */
export function joinBlocks(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n')
}
