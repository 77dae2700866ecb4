/**
 * The page of a message with its mark in the fragment, which no page makes anything of: by it the message is found again
 * (design, law 1).
 */
export function markedUrl(url: string, mark: string): string {
  const marked = new URL(url)
  marked.hash = inFragment(mark)
  return marked.href
}

/** Whether an address bears a mark. */
export function bearsMark(url: string, mark: string): boolean {
  return URL.parse(url)?.hash === `#${inFragment(mark)}`
}

function inFragment(mark: string): string {
  return encodeURIComponent(mark.toWellFormed()).replaceAll("'", '%27')
}
