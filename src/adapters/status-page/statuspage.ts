import { z } from 'zod'
import { callApi, readAnswer, type VendorApi } from '../../http-client/call-api.ts'
import { createHttpClient } from '../../http-client/http-client.ts'
import type {
  NoticeKind,
  PublishedNotice,
  StatusNotice,
  StatusPage,
} from '../../runtime/ports/status-page.ts'

export interface StatuspageOptions {
  /** `https://api.statuspage.io` */
  readonly url: string
  readonly pageId: string
  readonly apiKey: string
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** As many notices of the page are looked at: a notice of ours is among the newest. */
const PAGE_SIZE = 100

const incident = z.object({
  id: z.string(),
  shortlink: z.string().nullish(),
  metadata: z.object({ release_captain: z.object({ mark: z.string() }).nullish() }).nullish(),
})

/** Opens a page of Atlassian Statuspage (https://developer.statuspage.io). The mark is in the notice’s metadata. */
export function openStatuspage({ url, pageId, apiKey, userAgent, now }: StatuspageOptions): StatusPage {
  const client = createHttpClient({
    baseUrl: url,
    headers: {
      authorization: `OAuth ${apiKey}`,
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': userAgent,
    },
  })
  const fix =
    'Ask your Release Captain administrator to check the API key and the page id of the status page.'
  const api = { client, name: 'Statuspage', fix, now }
  const path = `/v1/pages/${encodeURIComponent(pageId)}/incidents`
  return {
    findNotice: (mark) => find(api, path, mark),
    publishNotice: async (notice) => {
      const body = JSON.stringify({ incident: toIncident(notice) })
      return toPublished(readAnswer(api, incident, await callApi(api, { method: 'POST', path, body })))
    },
    updateNotice: async ({ id }, notice) => {
      const body = JSON.stringify({ incident: toIncident(notice) })
      await callApi(api, { method: 'PATCH', path: `${path}/${encodeURIComponent(id)}`, body })
    },
  }
}

async function find(api: VendorApi, path: string, mark: string): Promise<PublishedNotice | null> {
  const query = { limit: String(PAGE_SIZE), page: '1' }
  const answer = await callApi(api, { method: 'GET', path, query })
  const all = readAnswer(api, z.array(incident), answer)
  const found = all.find(({ metadata }) => metadata?.release_captain?.mark === mark)
  return found ? toPublished(found) : null
}

function toPublished({ id, shortlink }: z.output<typeof incident>): PublishedNotice {
  return { id, url: shortlink ?? null }
}

function toIncident({ mark, title, body, kind }: StatusNotice) {
  return { name: title.slice(0, 255), body, metadata: { release_captain: { mark } }, ...toState(kind) }
}

function toState(kind: NoticeKind) {
  if (kind.kind === 'incident') return { status: kind.state }
  return {
    status: kind.state === 'in-progress' ? 'in_progress' : kind.state,
    scheduled_for: new Date(kind.from * 1000).toISOString(),
    scheduled_until: new Date(kind.to * 1000).toISOString(),
    scheduled_auto_in_progress: false,
    scheduled_auto_completed: false,
  }
}
