import { z } from 'zod'
import { callApi, readAnswer, type VendorApi } from '../../http-client/call-api.ts'
import { createHttpClient } from '../../http-client/http-client.ts'
import type { SocialNetwork, SocialPosted } from '../../runtime/ports/social-network.ts'

export interface MastodonOptions {
  /** `https://hachyderm.io` */
  readonly url: string
  readonly token: string
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

const account = z.object({ id: z.string() })
const status = z.object({
  id: z.string(),
  url: z.string().nullish(),
  /** HTML, with every link as the `href` of an anchor. */
  content: z.string(),
})

/** Opens an account of Mastodon (https://docs.joinmastodon.org/methods/statuses/). */
export function openMastodon({ url, token, userAgent, now }: MastodonOptions): SocialNetwork {
  const client = createHttpClient({
    baseUrl: url,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': userAgent,
    },
  })
  const fix = 'Ask your Release Captain administrator to check the access token of Mastodon.'
  const api = { client, name: 'Mastodon', fix, now }
  return {
    mostCharacters: 500,
    findPost: (link) => find(api, url, link),
    publishPost: async ({ key, text }) => {
      const answer = await callApi(api, {
        method: 'POST',
        path: '/api/v1/statuses',
        headers: { 'idempotency-key': key },
        body: JSON.stringify({ status: text, visibility: 'public' }),
      })
      return toPosted(url, readAnswer(api, status, answer))
    },
    editPost: async ({ id }, text) => {
      const path = `/api/v1/statuses/${encodeURIComponent(id)}`
      const body = JSON.stringify({ status: text })
      return (await callApi(api, { method: 'PUT', path, body })).status < 300
    },
  }
}

async function find(api: VendorApi, url: string, link: string): Promise<SocialPosted | null> {
  const path = '/api/v1/accounts/verify_credentials'
  const { id } = readAnswer(api, account, await callApi(api, { method: 'GET', path }))
  const query = { limit: '40', exclude_replies: 'true', exclude_reblogs: 'true' }
  const own = `/api/v1/accounts/${encodeURIComponent(id)}/statuses`
  const all = readAnswer(api, z.array(status), await callApi(api, { method: 'GET', path: own, query }))
  const found = all.find(({ content }) => content.includes(`href="${escapeAttribute(link)}"`))
  return found ? toPosted(url, found) : null
}

function toPosted(base: string, { id, url }: z.output<typeof status>): SocialPosted {
  return { id, url: url ?? `${base.replace(/\/+$/, '')}/statuses/${encodeURIComponent(id)}` }
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}
