import { formatMinute } from '../wording.ts'
import { type Html, html } from './html.ts'
import { renderLayout, type Viewer } from './layout.ts'

/** One attempt to tell an event to a webhook. */
export interface WebhookRow {
  readonly at: number
  readonly webhook: string
  readonly repository: string
  readonly version: string
  /** The number of the event. */
  readonly number: number
  readonly status: number | null
  /** Null where it was taken. */
  readonly problem: string | null
  readonly tookMs: number
}

/** Renders the delivery log of the outgoing webhooks. */
export function renderWebhooksPage(rows: readonly WebhookRow[], viewer: Viewer): Html {
  return renderLayout(
    { title: 'Webhooks', section: 'webhooks', viewer, live: null },
    html`<h1>Webhooks</h1>
<p class="soft">What was told to your servers in the last 30 days, the newest first.</p>
${
  rows.length === 0
    ? html`<p>Nothing was sent yet. Your administrator sets webhooks up in the connections file.</p>`
    : html`<div class="scroll" role="region" aria-label="Deliveries" tabindex="0"><table>
<caption>The newest 200 attempts</caption>
<thead><tr><th scope="col">When</th><th scope="col">Webhook</th><th scope="col">Release</th><th scope="col">Event</th><th scope="col">Answer</th><th scope="col">Took</th></tr></thead>
<tbody>${rows.map(renderAttempt)}</tbody></table></div>`
}`,
  )
}

function renderAttempt({
  at,
  webhook,
  repository,
  version,
  number,
  status,
  problem,
  tookMs,
}: WebhookRow): Html {
  return html`<tr><td>${formatMinute(at)}</td><td>${webhook}</td><td>${repository} ${version}</td><td>${number}</td><td>${status ?? ''} ${problem ?? 'taken'}</td><td>${tookMs} ms</td></tr>`
}
