import type { MarkdownNode } from '../wire/wire.ts'

/** Where a text stands, so that what it names can be linked to on the page. */
export interface LinkPlace {
  /** The sandbox's GitHub, `http://127.0.0.1:PORT`. */
  readonly origin: string
  /** `godel/api`. */
  readonly repository: string
}

const OWN: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^\/(?:issues|pull)\/(\d+)/, (number) => `#/issues/${number}`],
  [/^\/commits?\/([0-9a-f]{7,40})/, (sha) => `#/commits/${sha}`],
  [/^\/releases\/tag\/([^/?#]+)/, (tag) => `#/releases/${tag}`],
  [/^\/actions\/runs\/(\d+)/, (run) => `#/runs/${run}`],
  [/^\/(compare)\//, () => '#/history'],
  [/^\/tree\/([^?#]+)/, (branch) => `#/files/${encodeURIComponent(decodeText(branch))}`],
]

/** Where a link of a text leads: a view of the page, the web, or nowhere. */
export function resolveHref(url: string, { origin, repository }: LinkPlace): string | null {
  const path = [`${origin}/${repository}`, `/${repository}`]
    .filter((one) => url.startsWith(`${one}/`))
    .map((one) => url.slice(one.length))[0]
  if (path !== undefined) {
    for (const [pattern, viewOf] of OWN) {
      const found = pattern.exec(path)?.[1]
      if (found !== undefined) return viewOf(found)
    }
    return null
  }
  // Of GitHub's own pages there is one that this page does not stand for: where people sign in.
  if (url.startsWith(origin)) return url.startsWith(`${origin}/login/oauth/authorize?`) ? url : null
  return /^(https?:\/\/|mailto:)/i.test(url) ? url : null
}

const NAMED =
  /(?<before>^|[^\w/@#&-])(?:@(?<login>[a-z\d](?:[a-z\d-]{0,38})(?:\[bot\])?)|#(?<number>[1-9]\d*)\b|(?<sha>[0-9a-f]{40})\b)/gi

/** A text with the people, numbers and commits that it names as what they are. */
export function linkNames(text: string): MarkdownNode[] {
  const nodes: MarkdownNode[] = []
  let read = 0
  for (const found of text.matchAll(NAMED)) {
    const { before = '', login, number, sha } = found.groups ?? {}
    const start = found.index + before.length
    if (start > read) nodes.push(text.slice(read, start))
    read = found.index + found[0].length
    if (login !== undefined) nodes.push({ el: 'mention', children: [`@${login}`] })
    else if (number !== undefined)
      nodes.push({ el: 'a', href: `#/issues/${number}`, children: [`#${number}`] })
    else if (sha !== undefined) {
      const code = { el: 'code', children: [sha.slice(0, 7)] } as const
      nodes.push({ el: 'a', href: `#/commits/${sha}`, children: [code] })
    }
  }
  if (read < text.length) nodes.push(text.slice(read))
  return nodes
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
