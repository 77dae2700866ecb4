import type { Terms } from '../../release/lifecycle/terms.ts'
import { getArtifacts, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { findRun, findTick, listItems } from '../release/evidence.ts'
import { runPage } from '../release/pages.ts'
import { escapeMrkdwn, formatLink, formatMoment, formatSlackCode } from './format/escape.ts'
import { formatSlackPerson } from './format/people.ts'

/** A release, and the page of its repository. */
export interface ReleaseToRender {
  readonly release: OpenedRelease
  readonly webUrl: string
}

/** What of somebody's own words is said where there are many lines. In characters. */
const LONGEST_EVIDENCE = 120

/** §2.1: every test on exactly this commit, with its run. */
export function renderTestRows({ release, webUrl }: ReleaseToRender, head: string): string[] {
  return release.ledger.about.terms.tests.map((test) => renderTestRow(test, { release, head, webUrl }))
}

function renderTestRow(
  test: Terms['tests'][number],
  { release, head, webUrl }: ReleaseToRender & { readonly head: string },
): string {
  const name = `${formatSlackCode(test.check, 60)} ${escapeMrkdwn(test.text, 100)}`
  const run = findRun(test, head, release)
  if (!run) return `○ ${name}: has not run yet`
  const page = runPage(run, webUrl)
  if (run.conclusion === 'success') return `✓ ${name}: ${formatLink(page, 'success')}`
  if (run.conclusion === 'pending') return `… ${name}: ${formatLink(page, 'running')}`
  return `✗ ${name}: *${formatLink(page, run.conclusion.replaceAll('_', ' '))}*`
}

/** §2.2: who looked at what, for this commit. */
export function renderTickRows({ release }: ReleaseToRender, head: string): string[] {
  return listItems(release).map((item) => {
    const text = escapeMrkdwn(item.text, 140)
    const tick = findTick(release, item)
    if (tick?.head !== head) return `○ ${text}: not ticked for this commit`
    const as = tick.as === 'not-applicable' ? "doesn't apply, says" : 'by'
    const evidence = tick.evidence === null ? '' : ` (${escapeMrkdwn(tick.evidence, LONGEST_EVIDENCE)})`
    return `✓ ${text}: ${as} ${formatSlackPerson(tick.by)}, ${formatMoment(tick.at)}${evidence}`
  })
}

/** §3.2: what the build has to leave behind, and what of it was found; none before there is a tag. */
export function renderArtifactRows({ release }: ReleaseToRender): string[] {
  const found = getArtifacts(release)
  if (!found) return []
  return release.ledger.about.terms.artifacts.map(({ id, text }) => {
    const seen = found.find(({ artifact }) => artifact === id)
    const name = escapeMrkdwn(text, 100)
    return seen ? `✓ ${name}: ${formatSlackCode(seen.digest, 19)}` : `○ ${name}: not found yet`
  })
}
