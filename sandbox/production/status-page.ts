import { z } from 'zod'
import { type JsonAnswer, type JsonCall, type JsonServer, serveJson } from './serve-json.ts'

/** A notice as whoever looks at the status page reads it. */
export interface StatusPageNotice {
  readonly id: string
  readonly title: string
  readonly body: string
  /** Statuspage's word: scheduled, in_progress, completed, investigating, … */
  readonly status: string
  readonly isIncident: boolean
  readonly at: number
  readonly updatedAt: number
}

export interface SandboxStatusPage extends JsonServer {
  readonly pageId: string
  readonly apiKey: string
  /** The newest first. */
  readonly notices: () => readonly StatusPageNotice[]
}

interface KeptNotice extends StatusPageNotice {
  readonly metadata: unknown
}

const incident = z.object({
  name: z.string(),
  body: z.string(),
  status: z.string(),
  metadata: z.unknown(),
  scheduled_for: z.string().optional(),
})
const posted = z.object({ incident })

const PAGE_ID = 'sandboxpage'
const API_KEY = 'sandbox-status-page-key'

/** A Statuspage on this machine: the calls of its API that we make (https://developer.statuspage.io). */
export async function openSandboxStatusPage({
  now,
  onChange,
}: {
  readonly now: () => number
  readonly onChange: () => void
}): Promise<SandboxStatusPage> {
  const kept: KeptNotice[] = []
  const server = await serveJson(now, (call) => {
    if (call.headers.authorization !== `OAuth ${API_KEY}`) return refuse(401, 'Could not authenticate')
    const [, , , page, , id] = call.path.split('/')
    if (page !== PAGE_ID) return refuse(404, 'Not found')
    const answer = answerCall({ kept, now }, call, id ?? null)
    if (call.method !== 'GET') onChange()
    return answer
  })
  return { ...server, pageId: PAGE_ID, apiKey: API_KEY, notices: () => [...kept].reverse() }
}

interface Desk {
  readonly kept: KeptNotice[]
  readonly now: () => number
}

function answerCall({ kept, now }: Desk, { method, body }: JsonCall, id: string | null): JsonAnswer {
  if (method === 'GET') return { status: 200, json: [...kept].reverse().map(toIncident) }
  const read = posted.safeParse(JSON.parse(body))
  if (!read.success) return refuse(422, 'Unprocessable entity')
  const { name, body: text, status, metadata, scheduled_for } = read.data.incident
  const at = now()
  const seen = { title: name, body: text, status, metadata, updatedAt: at }
  const isIncident = scheduled_for === undefined
  if (id === null) {
    const made = { ...seen, id: `notice${kept.length + 1}`, isIncident, at }
    kept.push(made)
    return { status: 201, json: toIncident(made) }
  }
  const index = kept.findIndex((one) => one.id === id)
  const before = kept[index]
  if (!before) return refuse(404, 'Not found')
  const changed = { ...before, ...seen }
  kept[index] = changed
  return { status: 200, json: toIncident(changed) }
}

function toIncident({ id, title, status, metadata }: KeptNotice): object {
  return { id, name: title, status, shortlink: null, metadata }
}

function refuse(status: number, error: string): JsonAnswer {
  return { status, json: { error } }
}
