import type { AppSeen, Checkup, DeliverySeen, WebhookSeen } from '../../adapters/github/checkup.ts'
import type { DoctorCheck } from '../../cli/engine.ts'
import { WEBHOOK_PATH } from '../../http/routes.ts'
import { type CheckAnswer, check, createOk, fail, warn } from '../../planner/doctor/check.ts'
import type { AppSettings } from '../../settings.ts'
import { getSettingsPage } from './app-checks.ts'
import { countThings } from './wording.ts'

interface WebhookQuery {
  readonly app: AppSeen
  readonly settings: { readonly app: AppSettings }
  /** Seconds since 1970. */
  readonly now: number
}

/** Whether GitHub knows where to tell us things, and whether it does. */
export async function checkWebhook(
  checkup: Checkup,
  { app, settings, now }: WebhookQuery,
): Promise<readonly DoctorCheck[]> {
  const { github, webhook } = settings.app
  const path = webhook.path ?? WEBHOOK_PATH
  const page = getSettingsPage(app, github.web)
  return [
    await check('webhook', async () =>
      checkWebhookSeen(await checkup.fetchWebhook(), { page, api: github.api, path }),
    ),
    await check('deliveries', async () => checkDeliveries(await checkup.listDeliveries(), { page, now })),
  ]
}

function checkWebhookSeen(
  webhook: WebhookSeen | null,
  { page, api, path }: { page: string; api: string; path: string },
): CheckAnswer {
  const where = `under “Webhook” at ${page}`
  if (webhook === null || webhook.url === '')
    return fail(
      'The App has no webhook, so it receives no events.',
      `Tick “Active” and set “Webhook URL” to https://HOST${path}, ${where}.`,
    )
  const { url, content_type, secret, insecure_ssl } = webhook
  const parsed = URL.canParse(url) ? new URL(url) : null
  // A GitHub on this machine posts to this machine.
  if (parsed?.protocol !== 'https:' && !api.startsWith('http:'))
    return fail(`GitHub posts to ${url}, which isn't https.`, `Set an https URL ${where}.`)
  if (content_type !== 'json')
    return fail(
      `GitHub posts as \`${content_type}\`, but the App reads only JSON.`,
      `Choose “application/json” ${where}.`,
    )
  if (secret === '')
    return fail(
      "GitHub doesn't sign its deliveries, so all of them are refused.",
      `Set “Secret” to the WEBHOOK_SECRET of this program ${where}.`,
    )
  if (insecure_ssl !== '0')
    return warn(
      `GitHub doesn't verify the certificate of ${url}.`,
      `Choose “Enable SSL verification” ${where}.`,
    )
  if (parsed?.pathname !== path)
    return warn(
      `GitHub posts to ${url}, but the App listens at ${path}.`,
      `Check that your proxy forwards it there, or set the full address ${where}.`,
    )
  return createOk(`GitHub posts to ${url}.`)
}

function checkDeliveries(
  deliveries: readonly DeliverySeen[],
  { page, now }: { page: string; now: number },
): CheckAnswer {
  const [last] = deliveries
  if (!last)
    return warn(
      'GitHub has sent no deliveries in the last days.',
      `If you expected some, check that “Active” is ticked under “Webhook” at ${page}.`,
    )
  const failed = deliveries.filter((one) => !isTaken(one))
  const all = countThings(deliveries.length, 'delivery', 'deliveries')
  const ago = formatAgo(now - last.delivered_at)
  if (failed.length === 0) return createOk(`The last ${all} arrived, the newest ${ago}.`)

  const [newest] = failed
  const saw = `${failed.length} of the last ${all} didn't arrive, the newest of them a \`${newest?.event ?? ''}\` (${formatAnswer(newest)}).`
  if (isTaken(last))
    return warn(saw, 'Nothing: the App requests them again automatically. Check again in an hour.')
  return fail(saw, suggestNext(last, page))
}

function isTaken({ status_code }: DeliverySeen): boolean {
  return status_code >= 200 && status_code < 300
}

function formatAnswer(delivery: DeliverySeen | undefined): string {
  if (!delivery || delivery.status_code === 0) return delivery?.status ?? 'no answer'
  return `${delivery.status_code} ${delivery.status}`
}

function suggestNext({ status_code }: DeliverySeen, page: string): string {
  if (status_code === 401)
    return `WEBHOOK_SECRET differs from “Secret” at ${page}: set both to the same, 32 bytes or more.`
  return `Check that the App runs and that GitHub reaches it. ${page}/advanced lists every attempt with its answer.`
}

function formatAgo(seconds: number): string {
  if (seconds < 3600) return `${countThings(Math.max(0, Math.round(seconds / 60)), 'minute')} ago`
  if (seconds < 172_800) return `${countThings(Math.round(seconds / 3600), 'hour')} ago`
  return `${countThings(Math.round(seconds / 86_400), 'day')} ago`
}
