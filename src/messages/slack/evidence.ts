import type { Terms } from '../../release/lifecycle/terms.ts'
import { getArtifacts, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { itemsOf, runOf, tickOf } from '../release/evidence.ts'
import { runPage } from '../release/pages.ts'
import { code, link, moment, mrkdwn } from './escape.ts'
import { nameOfPerson } from './people.ts'

/** A release, and the page of its repository. */
export interface Drawn {
  readonly release: OpenedRelease
  readonly webUrl: string
}

/** What of somebody's own words is said where there are many lines. In characters. */
const LONGEST_EVIDENCE = 120

/** §2.1: every test on exactly this commit, with its run. */
export function testRows({ release, webUrl }: Drawn, head: string): string[] {
  return release.ledger.about.terms.tests.map((test) => testRow(test, { release, head, webUrl }))
}

function testRow(
  test: Terms['tests'][number],
  { release, head, webUrl }: Drawn & { readonly head: string },
): string {
  const name = `${code(test.check, 60)} ${mrkdwn(test.text, 100)}`
  const run = runOf(test, head, release)
  if (!run) return `○ ${name}: has not run yet`
  const page = runPage(run, webUrl)
  if (run.conclusion === 'success') return `✓ ${name}: ${link(page, 'success')}`
  if (run.conclusion === 'pending') return `… ${name}: ${link(page, 'running')}`
  return `✗ ${name}: *${link(page, run.conclusion.replaceAll('_', ' '))}*`
}

/** §2.2: who looked at what, for this commit. */
export function tickRows({ release }: Drawn, head: string): string[] {
  return itemsOf(release).map((item) => {
    const text = mrkdwn(item.text, 140)
    const tick = tickOf(release, item)
    if (tick?.head !== head) return `○ ${text}: nobody ticked it for this commit`
    const as = tick.as === 'not-applicable' ? 'does not apply, says' : 'by'
    const evidence = tick.evidence === null ? '' : ` (${mrkdwn(tick.evidence, LONGEST_EVIDENCE)})`
    return `✓ ${text}: ${as} ${nameOfPerson(tick.by)}, ${moment(tick.at)}${evidence}`
  })
}

/** §3.2: what the build has to leave behind, and what of it was found; none before there is a tag. */
export function artifactRows({ release }: Drawn): string[] {
  const found = getArtifacts(release)
  if (!found) return []
  return release.ledger.about.terms.artifacts.map(({ id, text }) => {
    const seen = found.find(({ artifact }) => artifact === id)
    const name = mrkdwn(text, 100)
    return seen ? `✓ ${name}: ${code(seen.digest, 19)}` : `○ ${name}: not found yet`
  })
}
