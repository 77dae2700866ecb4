import { getPlan, type OpenedRelease } from '../../release/lifecycle/view.ts'
import type { PinnedPick } from '../../release/lifecycle/words.ts'
import { formatMinute } from '../wording.ts'
import { type Html, html, renderProse } from './html.ts'
import { type PageFrame, renderLayout } from './layout.ts'
import { createReleasePath } from './release/release-list.ts'
import { renderChange } from './release/release-page.ts'

/** A line with a release under way, and what its plan says of every change. */
export interface CandidateLine {
  readonly repository: string
  readonly webUrl: string
  readonly release: OpenedRelease
}

/** Renders the candidates of every line: what its next release takes, and what not, with the reason. */
export function renderCandidatesPage(
  lines: readonly CandidateLine[],
  { next, ...frame }: Omit<PageFrame, 'title' | 'section'> & { readonly next: string | null },
): Html {
  return renderLayout(
    { ...frame, title: 'Candidates', section: 'candidates' },
    html`<h1>Candidates</h1>
<p class="soft">What the next release of each line takes, and what it leaves out and why.</p>
${lines.length === 0 ? html`<p>No release is in progress. Start one with <code>/release plan</code>.</p>` : null}
${lines.map(renderCandidateLine)}
${next === null ? null : html`<p class="next"><a href="${next}" rel="next">More lines</a></p>`}`,
  )
}

function renderCandidateLine({ repository, webUrl, release }: CandidateLine): Html {
  const { about } = release.ledger
  const plan = getPlan(release)
  const excepted = new Map(release.ledger.exceptions.map((one) => [one.candidate, one.because]))
  const taken = (plan?.picks ?? []).map((pick) => ({
    ...pick,
    reason:
      excepted.get(pick.candidate) ??
      (pick.verdict === 'eligible' ? 'meets the criteria' : 'taken by a person'),
    isTaken: true,
  }))
  const others = (plan?.others ?? []).map((one) => ({
    ...one,
    reason: one.because,
    isTaken: false,
    urgency: undefined,
    due: undefined,
  }))
  const rows = [...taken, ...others].map(
    (one) =>
      html`<tr><td>${renderChange(one, webUrl)}</td><td>${one.title}</td><td>${one.type ?? ''}</td><td>${one.verdict}</td><td>${renderUrgency(one)}</td><td>${one.isTaken ? 'yes' : 'no'}</td><td>${renderProse(one.reason)}</td></tr>`,
  )
  const rest = (plan?.othersInAll ?? 0) - (plan?.others?.length ?? 0)
  return html`<h2>${repository} line ${about.line}: <a href="${createReleasePath(repository, about.version)}">${about.version}</a></h2>
${
  rows.length === 0
    ? html`<p>The plan has no changes yet.</p>`
    : html`<div class="scroll" role="region" aria-label="${`Candidates of ${repository} ${about.line}`}" tabindex="0"><table>
<caption>${taken.length} in ${about.version}, ${others.length} not${rest > 0 ? `, ${rest} more not shown` : ''}</caption>
<thead><tr><th scope="col">Change</th><th scope="col">Title</th><th scope="col">Type</th><th scope="col">Verdict</th><th scope="col">Urgency</th><th scope="col">Taken</th><th scope="col">Reason</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}`
}

/** How soon it has to be out; nothing for what isn't taken, and for plans of before this was known. */
function renderUrgency({ urgency, due }: Pick<PinnedPick, 'urgency' | 'due'>): string {
  if (urgency === undefined) return ''
  return due === undefined ? urgency : `${urgency}, due ${formatMinute(due)}`
}
