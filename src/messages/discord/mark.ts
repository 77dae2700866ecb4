/**
 * The page of a message with its mark in the fragment, which no page makes anything of: by it the message is found again
 * (design, law 1).
 */
export function markedUrl(url: string, mark: string): string {
  const marked = new URL(url)
  marked.hash = encodeURIComponent(mark)
  return marked.href
}

/** Whether an address bears a mark. */
export function bearsMark(url: string, mark: string): boolean {
  return URL.parse(url)?.hash === `#${encodeURIComponent(mark)}`
}
