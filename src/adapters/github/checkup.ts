import { z } from 'zod'
import { openEntrances } from './api-access.ts'
import type { GitHubAdapterOptions } from './options.ts'
import { timeSchema } from './repository/account.ts'
import { openServerClock } from './server-clock.ts'

/** What GitHub says of the App itself, for whoever sets it up. Nothing is changed by asking. */
export interface Checkup {
  /** @throws {Refused} where GitHub does not know the App by its id and key */
  app(): Promise<AppSeen>
  /** Null where the App has no webhook. */
  fetchWebhook(): Promise<WebhookSeen | null>
  /** The last attempts, a hundred at most, newest first. */
  listDeliveries(): Promise<readonly DeliverySeen[]>
  listInstallations(): Promise<readonly InstallationSeen[]>
  /** By how many seconds GitHub's clock is ahead of ours; null before its first answer. */
  getSecondsAhead(): number | null
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

const DELIVERY = z.object({
  delivered_at: timeSchema,
  status: z.string(),
  status_code: z.int(),
  event: z.string(),
})
export type DeliverySeen = z.output<typeof DELIVERY>

const INSTALLATION = z.object({
  id: z.int(),
  account: ACCOUNT.nullable(),
  html_url: z.string(),
  suspended_at: z.string().nullish(),
  permissions: PERMISSIONS,
})
export type InstallationSeen = z.output<typeof INSTALLATION>

export function openCheckup(options: GitHubAdapterOptions): Checkup {
  const clock = openServerClock(options)
  const { app } = openEntrances({ ...options, fetch: clock.fetch })
  return {
    app: () => app.read(APP, (rest) => rest.apps.getAuthenticated()),
    fetchWebhook: async () => app.find(WEBHOOK, (rest) => rest.apps.getWebhookConfigForApp()),
    listDeliveries: () =>
      app.list(
        z.array(DELIVERY),
        (rest, page) => rest.apps.listWebhookDeliveries(page),
        () => true,
      ),
    listInstallations: () =>
      app.list(z.array(INSTALLATION), (rest, page) => rest.apps.listInstallations(page)),
    getSecondsAhead: clock.getSecondsAhead,
  }
}
