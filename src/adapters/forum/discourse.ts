import { createHash } from 'node:crypto'
import { z } from 'zod'
import { callApi, readAnswer, type VendorApi } from '../../http-client/call-api.ts'
import { createHttpClient } from '../../http-client/http-client.ts'
import type { Forum, ForumTopic, PostedTopic } from '../../runtime/ports/forum.ts'

export interface DiscourseOptions {
  /** `https://forum.godel.example` */
  readonly url: string
  readonly apiKey: string
  readonly username: string
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const created = z.object({ id: z.int(), topic_id: z.int(), topic_slug: z.string() })
const topic = z.object({
  id: z.int(),
  slug: z.string(),
  post_stream: z.object({ posts: z.array(z.object({ id: z.int() })).min(1) }),
})

/** Opens a Discourse (https://docs.discourse.org). The mark is the topic’s external id, which the forum keeps unique. */
export function openDiscourse({ url, apiKey, username, userAgent, now }: DiscourseOptions): Forum {
  const client = createHttpClient({
    baseUrl: url,
    headers: {
      'api-key': apiKey,
      'api-username': username,
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': userAgent,
    },
  })
  const fix = 'Ask your Release Captain administrator to check the API key and the user name of the forum.'
  const api = { client, name: 'Discourse', fix, now }
  return {
    findTopic: (mark) => find(api, url, mark),
    postTopic: (posted) => post(api, url, posted),
    editTopic: async ({ postId }, text) => {
      const body = JSON.stringify({ post: { raw: text } })
      const { status } = await callApi(api, { method: 'PUT', path: `/posts/${postId}.json`, body })
      return status < 300
    },
  }
}

async function find(api: VendorApi, url: string, mark: string): Promise<PostedTopic | null> {
  const answer = await callApi(api, { method: 'GET', path: `/t/external_id/${toExternalId(mark)}.json` })
  if (answer.status >= 300) return null
  const { id, slug, post_stream } = readAnswer(api, topic, answer)
  const [first] = post_stream.posts
  return first ? { postId: first.id, url: toUrl(url, slug, id) } : null
}

async function post(
  api: VendorApi,
  url: string,
  { mark, title, text, category }: ForumTopic,
): Promise<PostedTopic> {
  const external_id = toExternalId(mark)
  const body = JSON.stringify({ title, raw: text, external_id, ...(category === null ? {} : { category }) })
  const answer = await callApi(api, { method: 'POST', path: '/posts.json', body })
  const { id, topic_id, topic_slug } = readAnswer(api, created, answer)
  return { postId: id, url: toUrl(url, topic_slug, topic_id) }
}

function toUrl(url: string, slug: string, id: number): string {
  return `${url.replace(/\/+$/, '')}/t/${encodeURIComponent(slug)}/${id}`
}

/** At most 50 letters, digits, `-` and `_`. */
function toExternalId(mark: string): string {
  return `captain-${createHash('sha256').update(mark).digest('hex').slice(0, 40)}`
}
