/** All that a text can become on the page. `mention` is someone's name; the rest are HTML's. */
export const ELEMENTS = [
  ...(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'br'] as const),
  ...(['table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary'] as const),
  ...(['a', 'code', 'em', 'strong', 'del', 'sub', 'sup', 'kbd', 'mention'] as const),
] as const
export type ElementName = (typeof ELEMENTS)[number]

/** What of HTML in a text is taken for what it is, as GitHub does; everything else is shown as the text it is. */
export const HTML: ReadonlyMap<string, ElementName> = new Map<string, ElementName>([
  ['details', 'details'],
  ['summary', 'summary'],
  ['br', 'br'],
  ['hr', 'hr'],
  ['p', 'p'],
  ['b', 'strong'],
  ['strong', 'strong'],
  ['i', 'em'],
  ['em', 'em'],
  ['s', 'del'],
  ['del', 'del'],
  ['sub', 'sub'],
  ['sup', 'sup'],
  ['kbd', 'kbd'],
  ['code', 'code'],
])

/** Have no end and nothing in them. */
export const EMPTY: ReadonlySet<ElementName> = new Set(['br', 'hr'])
