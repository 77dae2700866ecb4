import { z } from 'zod'
import { openEntrances } from './entrances.ts'
import { time } from './hub/account.ts'
import type { GitHubOptions } from './options.ts'

/** What GitHub says of the App itself, for whoever sets it up. Nothing is changed by asking. */
export interface Checkup {
  /** @throws {Refused} where GitHub does not know the App by its id and key */
  app(): Promise<AppSeen>
  /** Null where the App has no webhook. */
  webhook(): Promise<WebhookSeen | null>
  /** The last attempts, a hundred at most, newest first. */
  deliveries(): Promise<readonly DeliverySeen[]>
  installations(): Promise<readonly InstallationSeen[]>
  /** By how many seconds GitHub's clock was ahead of ours at its last answer; null before any. */
  secondsAhead(): number | null
}

const ACCOUNT = z.object({ login: z.string(), type: z.string().optional() })
/** `read`, `write` and `admin`, by GitHub's names of permissions. */
const PERMISSIONS = z.record(z.string(), z.string())

const APP = z.object({
  slug: z.string(),
  name: z.string(),
  client_id: z.string().optional(),
  html_url: z.string(),
  owner: ACCOUNT,
  permissions: PERMISSIONS,
  events: z.array(z.string()),
})
export type AppSeen = z.output<typeof APP>

const WEBHOOK = z.object({
  url: z.string().default(''),
  content_type: z.string().default('form'),
  /** Starred; there is none where it is not there. */
  secret: z.string().default(''),
  insecure_ssl: z.union([z.string(), z.number()]).default('0').transform(String),
})
export type WebhookSeen = z.output<typeof WEBHOOK>

const DELIVERY = z.object({ delivered_at: time, status: z.string(), status_code: z.int(), event: z.string() })
export type DeliverySeen = z.output<typeof DELIVERY>

const INSTALLATION = z.object({
  id: z.int(),
  account: ACCOUNT.nullable(),
  html_url: z.string(),
  suspended_at: z.string().nullish(),
  permissions: PERMISSIONS,
})
export type InstallationSeen = z.output<typeof INSTALLATION>

export function openCheckup(options: GitHubOptions): Checkup {
  const clock: { ahead: number | null } = { ahead: null }
  const { app } = openEntrances({ ...options, fetch: heedingDate(options, clock) })
  return {
    app: () => app.read(APP, (rest) => rest.apps.getAuthenticated()),
    webhook: async () => app.find(WEBHOOK, (rest) => rest.apps.getWebhookConfigForApp()),
    deliveries: () =>
      app.list(
        z.array(DELIVERY),
        (rest, page) => rest.apps.listWebhookDeliveries(page),
        () => true,
      ),
    installations: () => app.list(z.array(INSTALLATION), (rest, page) => rest.apps.listInstallations(page)),
    secondsAhead: () => clock.ahead,
  }
}

/** Date is the second in which GitHub answered (RFC 9110, 6.6.1). */
function heedingDate(
  { fetch: given = fetch, now }: GitHubOptions,
  clock: { ahead: number | null },
): typeof fetch {
  return async (url, init) => {
    const answer = await given(url, init)
    const at = Date.parse(answer.headers.get('date') ?? '')
    if (!Number.isNaN(at)) clock.ahead = Math.round(at / 1000 - now())
    return answer
  }
}
