import { callApi } from '../../http-client/call-api.ts'
import { createHttpClient } from '../../http-client/http-client.ts'
import { signWebhook } from '../../http-client/sign-webhook.ts'
import type { StatusNotice, StatusPage } from '../../runtime/ports/status-page.ts'

export interface StatusWebhookOptions {
  readonly url: string
  /** With what each message is signed. */
  readonly secret: string
  readonly userAgent: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * Opens a status page of one’s own: each notice is posted as signed JSON. It can’t be looked at, so the receiver keeps
 * one notice for each mark: the same again replaces it.
 */
export function openStatusWebhook({ url, secret, userAgent, now }: StatusWebhookOptions): StatusPage {
  const client = createHttpClient({
    baseUrl: url,
    headers: { 'content-type': 'application/json', 'user-agent': userAgent },
  })
  const fix = 'Ask your Release Captain administrator to check the URL and the secret of the status webhook.'
  const api = { client, name: 'The status webhook', fix, now }
  const post = async (notice: StatusNotice) => {
    const body = JSON.stringify(notice)
    const at = Math.floor(now() / 1000)
    const headers = signWebhook(secret, { id: `${notice.mark}-${notice.kind.state}`, at, body })
    await callApi(api, { method: 'POST', path: '', headers, body })
  }
  return {
    findNotice: async () => 'unknown',
    publishNotice: async (notice) => {
      await post(notice)
      return { id: notice.mark, url: null }
    },
    updateNotice: async (_, notice) => post(notice),
  }
}
