import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { describeHistoryEvent } from '../../history/describe-history-event.ts'
import { describeOriginator, formatMinute } from '../../wording.ts'
import { type Html, html, renderProse } from '../html.ts'

/** The newest so many stand on the page at once; the rest is one click away. */
const SHOWN = 60

/** Renders everything that happened to a release, the newest first. */
export function renderHistory(events: readonly ReleaseEvent[], release: OpenedRelease): Html {
  const { version } = release.ledger.about
  const newest = events.toReversed()
  const rest = newest.slice(SHOWN)
  return html`<h2>Timeline</h2>
<ol class="timeline" reversed>${newest.slice(0, SHOWN).map((event) => renderMoment(event, version))}</ol>
${
  rest.length === 0
    ? null
    : html`<details id="earlier"><summary>${rest.length} earlier</summary><ol class="timeline" reversed start="${rest.length}">${rest.slice(0, MOST).map((event) => renderMoment(event, version))}</ol></details>`
}`
}

/** A page stays below 100 KB; the audit log has them all. */
const MOST = 200

function renderMoment(event: ReleaseEvent, version: string): Html {
  const who = describeOriginator(event.by, ({ login }) => login)
  return html`<li><time datetime="${new Date(event.at * 1000).toISOString()}">${formatMinute(event.at)} · ${who}</time>${renderProse(describeHistoryEvent(event, version))}</li>`
}
