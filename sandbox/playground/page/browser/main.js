/** @import { PageData } from '../../wire/wire.ts' */
/** @import { VNode } from './preact.js' */
/** @import { State } from './store.js' */
import { commitView } from './commit.js'
import { renderDeliveriesView, renderDeliveryView } from './deliveries.js'
import { renderEmbargoView } from './embargo.js'
import { renderFaultsView } from './faults.js'
import { renderFilesView } from './files.js'
import { renderHistoryView } from './history.js'
import { issueView } from './issue.js'
import { renderIssuesList, renderNewIssue, renderNewPull } from './issues.js'
import { renderNothing } from './parts.js'
import { h } from './preact.js'
import { renderOutsideView, renderProductionView } from './production.js'
import { renderReleasesView } from './releases.js'
import { runsView } from './runs.js'
import { startView } from './start.js'

/**
 * What stands in the middle: a list, what was chosen of it, or both.
 *
 * @param {State} state
 * @param {PageData} look
 * @returns {VNode}
 */
export function renderMain(state, look) {
  const [, section = '', ...of] = state.shown.split('/').map(decodeURIComponent)
  const { view, overview } = look
  if (view.kind === 'missing') return renderNothing('Not found', view.what)
  switch (section) {
    case 'pulls':
    case 'issues':
      return renderIssuesPage(state, look, { section, chosen: of[0] })
    case 'history':
      return renderHistoryView(overview, view)
    case 'commits':
      return commitView(view)
    case 'files':
      return renderFilesView(overview, { view, branch: of[0] ?? overview.repository.defaultBranch })
    case 'releases':
      return renderReleasesView(overview, view)
    case 'runs':
      return runsView(overview, view)
    case 'deliveries':
      return of[0] ? renderDeliveryView(view) : renderDeliveriesView(overview)
    case 'faults':
      return renderFaultsView(overview)
    case 'embargo':
      return overview.embargo
        ? renderEmbargoView(overview.embargo)
        : h('p', { class: 'empty' }, 'This sandbox has no security team.')
    case 'production':
    case 'status-page':
    case 'mailbox':
    case 'forum':
      return renderOutside(section, overview)
    default:
      return startView(overview, state)
  }
}

/**
 * @param {'production' | 'status-page' | 'mailbox' | 'forum'} section
 * @param {PageData['overview']} overview
 */
function renderOutside(section, { production }) {
  if (!production) return renderNothing('Production', 'The product runs nowhere in this sandbox.')
  switch (section) {
    case 'production':
      return renderProductionView(production)
    case 'status-page':
      return renderOutsideView(section, production.statusPage)
    case 'mailbox':
      return renderOutsideView(section, production.mails)
    case 'forum':
      return renderOutsideView(section, production.forum)
  }
}

/**
 * @param {State} state
 * @param {PageData} look
 * @param {{ section: string, chosen: string | undefined }} where
 */
function renderIssuesPage(state, { overview, view }, { section, chosen }) {
  const isPulls = section === 'pulls' || (view.kind === 'issue' && view.isPull)
  if (chosen === 'new') return isPulls ? renderNewPull(overview) : renderNewIssue()
  return h(
    'div',
    { class: `split${chosen ? ' has-chosen' : ''}` },
    renderIssuesList(overview, { isPulls, chosen: Number(chosen) }),
    view.kind === 'issue'
      ? issueView(view, { overview, state })
      : h('p', { class: 'empty' }, chosen ? '' : `Choose ${isPulls ? 'a pull request' : 'an issue'}.`),
  )
}
