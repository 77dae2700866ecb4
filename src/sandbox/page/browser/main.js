/** @import { Look } from '../wire.ts' */
/** @import { VNode } from './preact.js' */
/** @import { State } from './store.js' */
import { commitView } from './commit.js'
import { deliveriesView, deliveryView } from './deliveries.js'
import { faultsView } from './faults.js'
import { filesView } from './files.js'
import { historyView } from './history.js'
import { issueView } from './issue.js'
import { issuesList, newIssue, newPull } from './issues.js'
import { h } from './preact.js'
import { releasesView } from './releases.js'
import { runsView } from './runs.js'
import { startView } from './start.js'

/**
 * What stands in the middle: a list, what was chosen of it, or both.
 *
 * @param {State} state
 * @param {Look} look
 * @returns {VNode}
 */
export function mainOf(state, look) {
  const [, section = '', ...of] = state.shown.split('/').map(decodeURIComponent)
  const { view, overview } = look
  if (view.kind === 'missing') return h('p', { class: 'empty' }, view.what)
  switch (section) {
    case 'pulls':
    case 'issues':
      return issuesPage(state, look, { section, chosen: of[0] })
    case 'history':
      return historyView(overview, view)
    case 'commits':
      return commitView(view)
    case 'files':
      return filesView(overview, { view, branch: of[0] ?? overview.repository.defaultBranch })
    case 'releases':
      return releasesView(overview, view)
    case 'runs':
      return runsView(overview, view)
    case 'deliveries':
      return of[0] ? deliveryView(view) : deliveriesView(overview)
    case 'faults':
      return faultsView(overview)
    default:
      return startView(overview, state)
  }
}

/**
 * @param {State} state
 * @param {Look} look
 * @param {{ section: string, chosen: string | undefined }} where
 */
function issuesPage(state, { overview, view }, { section, chosen }) {
  const isPulls = section === 'pulls' || (view.kind === 'issue' && view.isPull)
  if (chosen === 'new') return isPulls ? newPull(overview) : newIssue()
  return h(
    'div',
    { class: `split${chosen ? ' has-chosen' : ''}` },
    issuesList(overview, { isPulls, chosen: Number(chosen) }),
    view.kind === 'issue'
      ? issueView(view, { overview, state })
      : h('p', { class: 'empty' }, chosen ? '' : `Choose ${isPulls ? 'a pull request' : 'an issue'}.`),
  )
}
