import { formatCandidateName } from '../../../release/changes/candidate.ts'
import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import { getPicks, getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { ImportedRelease, PinnedPick } from '../../../release/lifecycle/words.ts'
import { listAlerts } from '../../release/alerts.ts'
import { describeStatus } from '../../release/describe-status.ts'
import { createPageUrl, parsePullRequestNumber } from '../../release/pages.ts'
import { listPhases, type PhaseView } from '../../release/phases.ts'
import { formatDay } from '../../wording.ts'
import { type Html, html, renderIf, renderProse } from '../html.ts'
import { type PageFrame, renderLayout } from '../layout.ts'
import { describeBadge, type ReleaseStanding } from './describe-badge.ts'
import { renderGates, renderGoes } from './release-gates.ts'
import { renderBadge } from './release-list.ts'
import { renderHistory } from './timeline.ts'

/** A release, with everything that its page shows. */
export interface ReleasePage {
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
  readonly standing: ReleaseStanding
  /** `godel/api` */
  readonly repository: string
  readonly webUrl: string
  readonly isEmbargoed: boolean
  /** The buttons of the person who looks; null where there are none. */
  readonly actions: Html | null
  /** What came of a button. */
  readonly notice: Html | null
  /** Charts of the rollout and the watch; null where nothing was measured. */
  readonly rollout: Html | null
}

/** Renders one release: where it is, what it waits for, what is in it, who decided what, and its timeline. */
export function renderReleasePage(page: ReleasePage, frame: Omit<PageFrame, 'title' | 'section'>): Html {
  const { release, repository, isEmbargoed } = page
  const { about } = release.ledger
  const { waits, next } = describeStatus(release)
  return renderLayout(
    { ...frame, title: `${repository} ${about.version}`, section: 'releases' },
    html`<p class="soft"><a href="/releases">Releases</a> › ${repository}</p>
<h1>${repository} ${about.version}</h1>
${renderBadge(describeBadge(page.standing))}${isEmbargoed ? html` <span class="tag bad">embargoed: security team only</span>` : null}
${page.notice}
${renderPhases(release)}
<div class="card"><p><strong>${renderProse(waits)}</strong></p><p>${renderProse(next)}</p></div>
${listAlerts(release).map(({ kind, sentence }) => html`<p class="notice ${kind === 'ended' ? 'bad' : 'busy'}">${renderProse(sentence)}</p>`)}
${page.actions}
${renderFacts(page)}
${renderPicks(page)}
${renderGates(release)}
${renderGoes(release)}
${page.rollout}
${renderHistory(page.events, release)}`,
  )
}

function renderPhases(release: OpenedRelease): Html | null {
  const phases = listPhases(release)
  if (phases.length === 0) return null
  return html`<ol class="phases" aria-label="Phases">${phases.map(renderPhase)}</ol>`
}

function renderPhase({ name, is }: PhaseView): Html {
  switch (is) {
    case 'here':
      return html`<li aria-current="step">▸ ${name}</li>`
    case 'behind':
      return html`<li>✓ ${name}</li>`
    case 'ahead':
      return html`<li>${name}</li>`
  }
}

function renderFacts({ release, repository, webUrl }: ReleasePage): Html {
  const { about, shown } = release.ledger
  const link = (path: string, text: string) => html`<a href="${createPageUrl(webUrl, path).href}">${text}</a>`
  return html`<h2>About</h2>
<dl class="facts">
<dt>Line</dt><dd>${about.line}, from ${link(`tree/${about.base.tag}`, about.base.tag)}</dd>
<dt>Track</dt><dd>${about.track}</dd>
${shown.issue === null ? null : html`<dt>Tracking issue</dt><dd>${link(`issues/${shown.issue}`, `#${shown.issue}`)}</dd>`}
${shown.pullRequest === null ? null : html`<dt>Pull request</dt><dd>${link(`pull/${shown.pullRequest}`, `#${shown.pullRequest}`)}</dd>`}
${
  release.status === 'published' && release.imported
    ? html`<dt>Published</dt><dd><a href="${release.imported.url}">${formatDay(release.imported.publishedAt)}</a>, imported</dd>`
    : html`<dt>Started by</dt><dd>${about.requester?.login ?? 'a rule of the process'}</dd>`
}
<dt>Export</dt><dd><a href="/audit.jsonl?release=${encodeURIComponent(`${repository} ${about.version}`)}">Audit log of this release (JSON Lines)</a></dd>
</dl>`
}

function renderPicks({ release, webUrl }: ReleasePage): Html | null {
  const plan = getPlan(release)
  if (!plan) return null
  if (release.status === 'published' && release.imported)
    return renderImportedChanges(release.imported.changes, webUrl)
  const became = new Map(getPicks(release).map((pick) => [pick.candidate, pick.became.kind]))
  const rows = plan.picks.map(
    (pick) =>
      html`<tr><td>${renderChange(pick, webUrl)}</td><td>${pick.title}</td><td>${pick.type ?? ''}</td><td>${pick.verdict}</td><td>${became.get(pick.candidate) ?? pick.outcome ?? ''}</td></tr>`,
  )
  return html`<h2>Changes</h2>
${renderIf(rows.length === 0, () => html`<p>The plan has no changes.</p>`)}
${renderIf(
  rows.length > 0,
  () => html`<div class="scroll" role="region" aria-label="Changes" tabindex="0"><table>
<caption>What the release takes, in order</caption>
<thead><tr><th scope="col">Change</th><th scope="col">Title</th><th scope="col">Type</th><th scope="col">Verdict</th><th scope="col">Pick</th></tr></thead>
<tbody>${rows}</tbody></table></div>`,
)}`
}

function renderImportedChanges(changes: ImportedRelease['changes'], webUrl: string): Html {
  if (changes.length === 0) return html`<h2>Changes</h2><p>No changes are known.</p>`
  const rows = changes.map(
    (change) =>
      html`<tr><td>${renderChange(change, webUrl)}</td><td>${change.title}</td><td>${change.authors.map(({ login }) => login).join(', ')}</td><td>${formatDay(change.merged)}</td><td>${change.reported === null ? 'unknown' : formatDay(change.reported)}</td></tr>`,
  )
  return html`<h2>Changes</h2>
<div class="scroll" role="region" aria-label="Changes" tabindex="0"><table>
<caption>What was in the release, as git and GitHub show it</caption>
<thead><tr><th scope="col">Change</th><th scope="col">Title</th><th scope="col">By</th><th scope="col">Merged</th><th scope="col">Reported</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}

/** Links a change to its pull request or commit. */
export function renderChange({ candidate }: Pick<PinnedPick, 'candidate'>, webUrl: string): Html {
  const number = parsePullRequestNumber(candidate)
  const path = number === null ? `commit/${candidate}` : `pull/${number}`
  return html`<a href="${createPageUrl(webUrl, path).href}">${formatCandidateName(candidate).replaceAll('`', '')}</a>`
}
