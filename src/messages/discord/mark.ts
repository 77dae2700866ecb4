/**
 * The page of a message with its mark in the fragment, which no page makes anything of: by it the message is found again
 * (design, law 1).
 */
export function addMarkToUrl(url: string, mark: string): string {
  const marked = new URL(url)
  marked.hash = encodeMark(mark)
  return marked.href
}

/** Whether an address bears a mark. */
export function hasMarkInUrl(url: string, mark: string): boolean {
  return URL.parse(url)?.hash === `#${encodeMark(mark)}`
}

function encodeMark(mark: string): string {
  return encodeURIComponent(mark.toWellFormed()).replaceAll("'", '%27')
}
