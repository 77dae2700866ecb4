import { formatMinute } from '../wording.ts'
import { type Html, html, renderProse } from './html.ts'
import { type PageFrame, renderLayout } from './layout.ts'
import { createReleasePath, renderSelect } from './release/release-list.ts'

/** An entry of the audit log as people read it. */
export interface AuditRow {
  readonly at: number
  /** `ada`, `GitHub`, `a rule`. */
  readonly who: string
  readonly repository: string
  readonly version: string
  readonly type: string
  /** One sentence, with code in backquotes. */
  readonly what: string
}

/** What the log is filtered by, as the form has it; an empty text leaves a filter out. */
export interface AuditFilter {
  readonly repository: string
  readonly release: string
  readonly person: string
  readonly type: string
  /** Days, as `2026-02-10`. */
  readonly since: string
  readonly until: string
}

/** A page of the audit log. */
export interface AuditPage {
  readonly rows: readonly AuditRow[]
  readonly filter: AuditFilter
  readonly repositories: readonly string[]
  readonly types: readonly string[]
  readonly next: string | null
  /** The same filters, for the exports. */
  readonly query: string
}

/** Renders the audit log: everything that is on record, the newest first. */
export function renderAuditPage(page: AuditPage, frame: Omit<PageFrame, 'title' | 'section'>): Html {
  const { rows, next, query } = page
  return renderLayout(
    { ...frame, title: 'Audit log', section: 'audit' },
    html`<h1>Audit log</h1>
<p class="soft">Every event of every release that you can see, as it is on record.</p>
${renderForm(page)}
<p>Export what matches: <a href="/audit.jsonl${query}" download>JSON Lines</a>, <a href="/audit.csv${query}" download>CSV</a></p>
${
  rows.length === 0
    ? html`<p>Nothing matches.</p>`
    : html`<div class="scroll" role="region" aria-label="Events" tabindex="0"><table>
<caption>The newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Release</th><th scope="col">What</th><th scope="col">Event</th></tr></thead>
<tbody>${rows.map(renderRow)}</tbody></table></div>`
}
${next === null ? null : html`<p class="next"><a href="${next}" rel="next">Older events</a></p>`}`,
  )
}

function renderRow({ at, who, repository, version, type, what }: AuditRow): Html {
  return html`<tr><td>${formatMinute(at)}</td><td>${who}</td><td><a href="${createReleasePath(repository, version)}">${repository} ${version}</a></td><td>${renderProse(what)}</td><td>${type}</td></tr>`
}

function renderForm({ filter, repositories, types }: AuditPage): Html {
  return html`<form class="line" method="get" action="/audit" role="search" aria-label="Filter the events">
<div><label for="repository">Repository</label>${renderSelect('repository', [['', 'All'], ...repositories.map((name) => [name, name] as const)], filter.repository)}</div>
<div><label for="release">Release</label><input id="release" name="release" value="${filter.release}" placeholder="v2.0.1"></div>
<div><label for="person">Person</label><input id="person" name="person" value="${filter.person}" autocomplete="off"></div>
<div><label for="type">Event</label>${renderSelect('type', [['', 'All'], ...types.map((name) => [name, name] as const)], filter.type)}</div>
<div><label for="since">From</label><input id="since" name="since" type="date" value="${filter.since}"></div>
<div><label for="until">To</label><input id="until" name="until" type="date" value="${filter.until}"></div>
<button>Filter</button>
</form>`
}
