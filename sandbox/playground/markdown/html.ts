import { type ElementName, EMPTY, HTML } from '../wire/elements.ts'
import type { MarkdownNode } from '../wire/wire.ts'

/** A piece of HTML in a text. Comments are none: no one sees them. */
type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'opens'; readonly el: ElementName; readonly open: boolean }
  | { readonly kind: 'closes'; readonly el: ElementName }

const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<(?<slash>\/?)(?<name>[a-z][a-z0-9-]*)(?<rest>(?:\s[^<>]*)?)\/?>|[^<]+|</gi
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' }

function tokenizeHtml(html: string): HtmlToken[] {
  return [...html.matchAll(TOKEN)].flatMap((found): HtmlToken[] => {
    const [whole] = found
    if (whole.startsWith('<!--')) return []
    const { slash, name, rest = '' } = found.groups ?? {}
    const el = HTML.get(name?.toLowerCase() ?? '')
    if (el === undefined) return [{ kind: 'text', text: decodeEntities(whole) }]
    if (slash === '/') return [{ kind: 'closes', el }]
    return [{ kind: 'opens', el, open: /\sopen\b/i.test(rest) }]
  })
}

/** Puts what comes one after the other, HTML's tags among it, into a tree. Tags that never close, close at its end. */
interface TreeBuilder {
  readonly add: (...nodes: readonly MarkdownNode[]) => void
  readonly html: (html: string) => void
  readonly end: () => readonly MarkdownNode[]
}

interface Open {
  readonly el: ElementName | null
  readonly open: boolean
  readonly children: MarkdownNode[]
}

export function openTree(): TreeBuilder {
  const root: Open = { el: null, open: false, children: [] }
  const stack = [root]
  const getTop = () => stack.at(-1) ?? root
  const close = () => {
    const done = stack.length > 1 ? stack.pop() : undefined
    if (!done?.el) return
    const { el, children, open } = done
    getTop().children.push(el === 'details' ? { el, children, open } : { el, children })
  }
  const takeToken = (token: HtmlToken) => {
    if (token.kind === 'text') {
      if (token.text.trim() !== '') getTop().children.push(token.text)
    } else if (token.kind === 'opens') {
      if (EMPTY.has(token.el)) getTop().children.push({ el: token.el, children: [] })
      else stack.push({ el: token.el, open: token.open, children: [] })
    } else if (stack.some(({ el }) => el === token.el)) {
      while (getTop().el !== token.el) close()
      close()
    }
  }
  return {
    add: (...nodes) => getTop().children.push(...nodes),
    html: (html) => tokenizeHtml(html).forEach(takeToken),
    end: () => {
      while (stack.length > 1) close()
      return root.children
    },
  }
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}
