import { formatMinute } from '../wording.ts'
import { type Html, html } from './html.ts'
import { renderLayout, type Viewer } from './layout.ts'
import { renderSelect } from './release/release-list.ts'

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

/** What of the log is shown; null for all. */
export interface WebhookFilter {
  /** All that the viewer can read. */
  readonly repositories: readonly string[]
  readonly repository: string | null
  readonly webhook: string | null
  readonly outcome: 'taken' | 'failed' | null
}

interface WebhooksPage {
  readonly rows: readonly WebhookRow[]
  readonly filter: WebhookFilter
}

/** Renders the delivery log of the outgoing webhooks. */
export function renderWebhooksPage({ rows, filter }: WebhooksPage, viewer: Viewer): Html {
  return renderLayout(
    { title: 'Webhooks', section: 'webhooks', viewer, live: null },
    html`<h1>Webhooks</h1>
<p class="soft">What was told to your servers in the last 30 days, the newest first.</p>
${renderForm(filter)}
${
  rows.length === 0
    ? html`<p>${isFiltered(filter) ? 'No deliveries match.' : 'Nothing was sent yet. Your administrator sets webhooks up in the connections file.'}</p>`
    : html`<div class="scroll" role="region" aria-label="Deliveries" tabindex="0"><table>
<caption>The newest 200 attempts</caption>
<thead><tr><th scope="col">When</th><th scope="col">Webhook</th><th scope="col">Release</th><th scope="col">Event</th><th scope="col">Answer</th><th scope="col">Took</th></tr></thead>
<tbody>${rows.map(renderAttempt)}</tbody></table></div>`
}`,
  )
}

function isFiltered({ repository, webhook, outcome }: WebhookFilter): boolean {
  return repository !== null || webhook !== null || outcome !== null
}

function renderForm({ repositories, repository, webhook, outcome }: WebhookFilter): Html {
  const names = repositories.map((name) => [name, name] as const)
  const outcomes = [['', 'all'] as const, ['taken', 'taken'] as const, ['failed', 'failed'] as const]
  return html`<form class="line" method="get" action="/webhooks">
<div><label for="repository">Repository</label>${renderSelect('repository', [['', 'all'], ...names], repository ?? '')}</div>
<div><label for="webhook">Webhook</label><input id="webhook" name="webhook" value="${webhook ?? ''}"></div>
<div><label for="outcome">Outcome</label>${renderSelect('outcome', outcomes, outcome ?? '')}</div>
<button>Show</button>
</form>`
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
