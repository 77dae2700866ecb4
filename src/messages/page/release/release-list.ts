import { formatMinute } from '../../wording.ts'
import { type Html, html } from '../html.ts'
import { type PageFrame, renderLayout } from '../layout.ts'

/** A release as the list shows it. */
export interface ReleaseItem {
  /** `godel/api` */
  readonly repository: string
  readonly version: string
  readonly state: ReleaseBadge
  /** `2.0` */
  readonly line: string
  readonly isEmbargoed: boolean
  /** Seconds since 1970. */
  readonly changedAt: number
}

/** How a release stands, in a word or two. */
export interface ReleaseBadge {
  readonly text: string
  readonly tone: 'good' | 'bad' | 'busy'
}

/** What the list shows. */
export interface ReleaseList {
  readonly items: readonly ReleaseItem[]
  readonly repositories: readonly string[]
  readonly repository: string | null
  readonly status: 'open' | 'ended' | null
  /** The address of the next page; null on the last one. */
  readonly next: string | null
}

/** Renders the list of releases. */
export function renderReleaseList(list: ReleaseList, frame: Omit<PageFrame, 'title' | 'section'>): Html {
  return renderLayout(
    { ...frame, title: 'Releases', section: 'releases' },
    html`<h1>Releases</h1>
${renderFilter(list)}
${list.items.length === 0 ? renderEmpty(list) : html`<ul class="rows">${list.items.map(renderItem)}</ul>`}
${list.next === null ? null : html`<p class="next"><a href="${list.next}" rel="next">Older releases</a></p>`}`,
  )
}

function renderEmpty({ repositories }: ReleaseList): Html {
  return repositories.length === 0
    ? html`<p>You can't read any repository that has a release here. Ask an owner of the repository for access, or start one with <code>/release plan</code>.</p>`
    : html`<p>No release matches.</p>`
}

function renderFilter({ repositories, repository, status }: ReleaseList): Html {
  return html`<form class="line" method="get" action="/releases" role="search" aria-label="Filter the releases">
<div><label for="repository">Repository</label>${renderSelect('repository', [['', 'All'], ...repositories.map((name) => [name, name] as const)], repository ?? '')}</div>
<div><label for="status">State</label>${renderSelect('status', STATUSES, status ?? '')}</div>
<button>Filter</button>
</form>`
}

const STATUSES = [
  ['', 'All'],
  ['open', 'In progress'],
  ['ended', 'Ended'],
] as const

/** Renders a menu to choose from; its id is its name. */
export function renderSelect(
  name: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
): Html {
  const items = options.map(([value, text]) =>
    value === chosen
      ? html`<option value="${value}" selected>${text}</option>`
      : html`<option value="${value}">${text}</option>`,
  )
  return html`<select id="${name}" name="${name}">${items}</select>`
}

function renderItem({ repository, version, line, state, isEmbargoed, changedAt }: ReleaseItem): Html {
  return html`<li>
<a class="name" href="${createReleasePath(repository, version)}">${repository} ${version}</a>
${renderBadge(state)}${isEmbargoed ? html` <span class="tag bad">embargoed</span>` : null}
<p class="soft">Line ${line} · changed ${formatMinute(changedAt)}</p>
</li>`
}

export function renderBadge({ text, tone }: ReleaseBadge): Html {
  return html`<span class="tag ${tone}">${text}</span>`
}

/** The address of a release: `/releases/godel/api/v2.0.1`. */
export function createReleasePath(repository: string, version: string): string {
  return `/releases/${repository.split('/').map(encodeURIComponent).join('/')}/${encodeURIComponent(version)}`
}
