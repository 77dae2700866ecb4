import type { PageBy } from './answer.ts'

const DEFAULT_SIZE = 30
const LARGEST = 100

interface AnswerPage {
  readonly items: readonly unknown[]
  /** The Link header, where there is more than one page. */
  readonly link: string | undefined
}

/** The part of a list that `page` (or a cursor) and `per_page` ask for, as GitHub cuts it. */
export function cutPage(items: readonly unknown[], url: URL, by: PageBy = 'page'): AnswerPage {
  if (by === 'cursor') return cutByCursor(items, url)
  const size = Math.min(parsePositive(url.searchParams.get('per_page')) ?? DEFAULT_SIZE, LARGEST)
  const page = parsePositive(url.searchParams.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(items.length / size))
  return { items: items.slice((page - 1) * size, page * size), link: createLinkHeader(url, page, last) }
}

/** A cursor says how many entries are behind it, which stays true while others come in before. */
function cutByCursor(items: readonly unknown[], url: URL): AnswerPage {
  const size = Math.min(parsePositive(url.searchParams.get('per_page')) ?? DEFAULT_SIZE, LARGEST)
  const behind = parsePositive(url.searchParams.get('cursor')?.replace(/^v1_/, '') ?? null) ?? items.length
  const rest = items.slice(items.length - behind)
  if (rest.length <= size) return { items: rest, link: undefined }
  const target = new URL(url)
  target.searchParams.set('cursor', `v1_${rest.length - size}`)
  return { items: rest.slice(0, size), link: `<${target.href}>; rel="next"` }
}

function createLinkHeader(url: URL, page: number, last: number): string | undefined {
  if (last === 1) return undefined
  const to = (number: number, rel: string) => {
    const target = new URL(url)
    target.searchParams.set('page', String(number))
    return `<${target.href}>; rel="${rel}"`
  }
  const before = page > 1 ? [to(page - 1, 'prev'), to(1, 'first')] : []
  const after = page < last ? [to(page + 1, 'next'), to(last, 'last')] : []
  return [...before, ...after].join(', ')
}

function parsePositive(text: string | null): number | undefined {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}
