import { z } from 'zod'
import { type JsonAnswer, type JsonCall, type JsonServer, serveJson } from './serve-json.ts'

/** A topic with its first post, as Markdown. */
export interface ForumPost {
  readonly id: number
  readonly title: string
  readonly text: string
  readonly at: number
  readonly isEdited: boolean
}

export interface SandboxForum extends JsonServer {
  readonly apiKey: string
  readonly username: string
  /** The newest first. */
  readonly topics: () => readonly ForumPost[]
}

interface KeptTopic extends ForumPost {
  readonly externalId: string
}

const posted = z.object({ title: z.string(), raw: z.string(), external_id: z.string() })
const edited = z.object({ post: z.object({ raw: z.string() }) })

const API_KEY = 'sandbox-forum-key'
const USERNAME = 'release-captain'
/** Posts and topics count on their own in a Discourse. */
const FIRST_POST = 100

/** A Discourse on this machine: the calls of its API that we make (https://docs.discourse.org). */
export async function openSandboxForum({
  now,
  onChange,
}: {
  readonly now: () => number
  readonly onChange: () => void
}): Promise<SandboxForum> {
  const kept: KeptTopic[] = []
  const server = await serveJson(now, (call) => {
    const { headers } = call
    if (headers['api-key'] !== API_KEY || headers['api-username'] !== USERNAME)
      return refuse(403, 'You are not permitted to view the requested resource.')
    const answer = answerCall({ kept, now }, call)
    if (call.method !== 'GET') onChange()
    return answer
  })
  return { ...server, apiKey: API_KEY, username: USERNAME, topics: () => [...kept].reverse() }
}

interface Desk {
  readonly kept: KeptTopic[]
  readonly now: () => number
}

function answerCall(desk: Desk, { method, path, body }: JsonCall): JsonAnswer {
  const [, mark] = /^\/t\/external_id\/([\w-]+)\.json$/.exec(path) ?? []
  if (method === 'GET' && mark !== undefined) return findTopic(desk, mark)
  if (method === 'POST' && path === '/posts.json') return postTopic(desk, JSON.parse(body))
  const [, post] = /^\/posts\/(\d+)\.json$/.exec(path) ?? []
  if (method === 'PUT' && post !== undefined) return editPost(desk, Number(post), JSON.parse(body))
  return refuse(404, 'The requested URL or resource could not be found.')
}

function findTopic({ kept }: Desk, mark: string): JsonAnswer {
  const found = kept.find(({ externalId }) => externalId === mark)
  if (!found) return refuse(404, 'The requested URL or resource could not be found.')
  const { id, title } = found
  return {
    status: 200,
    json: { id, slug: toSlug(title), post_stream: { posts: [{ id: FIRST_POST + id }] } },
  }
}

function postTopic({ kept, now }: Desk, given: unknown): JsonAnswer {
  const read = posted.safeParse(given)
  if (!read.success) return refuse(400, 'param is missing')
  const { title, raw, external_id: externalId } = read.data
  if (kept.some((one) => one.externalId === externalId))
    return refuse(422, 'External ID has already been used')
  const id = kept.length + 1
  kept.push({ id, title, text: raw, externalId, at: now(), isEdited: false })
  return { status: 200, json: { id: FIRST_POST + id, topic_id: id, topic_slug: toSlug(title) } }
}

function editPost({ kept }: Desk, post: number, given: unknown): JsonAnswer {
  const index = kept.findIndex(({ id }) => FIRST_POST + id === post)
  const read = edited.safeParse(given)
  const before = kept[index]
  if (!before || !read.success) return refuse(404, 'The requested URL or resource could not be found.')
  kept[index] = { ...before, text: read.data.post.raw, isEdited: true }
  return { status: 200, json: { post: { id: post } } }
}

function toSlug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

function refuse(status: number, error: string): JsonAnswer {
  return { status, json: { errors: [error] } }
}
