import { type ZodType, z } from 'zod'
import type { Octokit } from '../octokit.ts'
import { CallFailed, getStatus } from './failure.ts'
import { callGraphQL, type GraphQLCall } from './graphql.ts'
import { type ApiCall, type ParsedAnswer, parseAnswer, type Rest } from './parse-answer.ts'

/** Calls to GitHub as somebody. Each says by a schema what of the answer it uses. */
export interface Client {
  /** Asks, again where GitHub is out of order. */
  read<T>(schema: ZodType<T>, ask: ApiCall): Promise<T>
  /** The same for what may not be there: null for GitHub's 404 and 410. */
  find<T>(schema: ZodType<T>, ask: ApiCall): Promise<T | null>
  /** Page by page to the end, or until there is enough. @throws {CallFailed} where a list has no end */
  list<T>(
    schema: ZodType<readonly T[]>,
    ask: AskPage,
    enough?: (soFar: readonly T[]) => boolean,
  ): Promise<readonly T[]>
  /** Does something, once. */
  write<T>(schema: ZodType<T>, ask: ApiCall): Promise<T>
  /** Asks by GraphQL. What is not there is null in the answer. */
  query<T>(schema: ZodType<T>, call: GraphQLCall): Promise<T>
  /** Does something by GraphQL, once. */
  mutate<T>(schema: ZodType<T>, call: GraphQLCall): Promise<T>
}

type AskPage = (rest: Rest, page: PageQuery) => ReturnType<ApiCall>

/** Which part of a list: its size, and whatever GitHub itself said is the next one. */
type PageQuery = { readonly per_page: number } & Readonly<Record<string, string | number>>

/** For an answer of which nothing is used. */
export const ANYTHING = z.unknown()

/** GitHub gives no more on one page. */
const PAGE = 100
/** 10,000 of anything is more than we can work with. */
const MOST_PAGES = 100

interface Parts {
  /** Sends again where GitHub is out of order. */
  readonly reads: Octokit
  /** Sends once. */
  readonly writes: Octokit
  /** Seconds since 1970. */
  readonly now: () => number
}

export function createClient({ reads, writes, now }: Parts): Client {
  const readParsed: Client['read'] = async (schema, ask) => (await parseAnswer(reads.rest, ask, schema)).data
  return {
    read: readParsed,
    find: (schema, ask) => readParsed(schema, ask).catch(toNullIfMissing),
    list: (schema, ask, enough = () => false) =>
      readPages((page) => parseAnswer(reads.rest, (rest) => ask(rest, page), schema), enough),
    write: async (schema, ask) => (await parseAnswer(writes.rest, ask, schema)).data,
    query: (schema, call) => retryOnce(() => callGraphQL(reads, call, { schema, now: now() })),
    mutate: (schema, call) => callGraphQL(writes, call, { schema, now: now() }),
  }
}

/** A query that took GitHub too long often comes through the second time. */
async function retryOnce<T>(query: () => Promise<T>): Promise<T> {
  return query().catch(async (error: unknown) => {
    if (error instanceof CallFailed && error.status === 502) return query()
    throw error
  })
}

async function readPages<T>(
  read: (page: PageQuery) => Promise<ParsedAnswer<readonly T[]>>,
  enough: (soFar: readonly T[]) => boolean,
): Promise<readonly T[]> {
  const all: T[] = []
  let page: PageQuery = { per_page: PAGE }
  for (let count = 1; count <= MOST_PAGES; count += 1) {
    const { data, link } = await read(page)
    all.push(...data)
    const next = parseNextLink(link)
    if (!next || enough(all)) return all
    page = { per_page: PAGE, ...next }
  }
  throw new CallFailed({ method: 'GET', path: 'a list' }, 200, `it has more than ${MOST_PAGES} pages`)
}

/** Of a Link header what leads to the next page; the URL itself is not followed. */
function parseNextLink(link: string): Readonly<Record<string, string>> | null {
  const [, url = ''] = /<([^<>]+)>;\s*rel="next"/.exec(link) ?? []
  if (!URL.canParse(url)) return null
  const asked = new URL(url).searchParams
  const next = ['page', 'cursor', 'after'].flatMap((name) => {
    const value = asked.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return next.length === 0 ? null : Object.fromEntries(next)
}

/** GitHub says 410 of what was deleted, and of issues where a repository has none at all. */
function toNullIfMissing(error: unknown): null {
  const status = getStatus(error)
  const gone = status === 410 && error instanceof Error && !/disabled/i.test(error.message)
  if (status === 404 || gone) return null
  throw error
}
