import type { EventOf } from '../../../release/lifecycle/events.ts'
import { isSkippedInEmergency } from '../../../release/lifecycle/rules/gates.ts'
import { isTickable, listChecklists } from '../../../release/lifecycle/rules/ticking.ts'
import { type ChecklistTerm, getChecklistItems, type Terms } from '../../../release/lifecycle/terms.ts'
import { isTestable, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { Tick } from '../../../release/lifecycle/words.ts'
import { countGreenTests, findRun, getTestedHead } from '../../release/evidence.ts'
import { runPage } from '../../release/pages.ts'
import { limitRows, shorten } from '../../text/limit-rows.ts'
import { formatMarkdownLink } from '../../text/markdown.ts'
import { formatMinute, listPeopleWith, shortenSha } from '../../wording.ts'
import { escapeAndShorten, formatCode, formatProse } from '../markdown/inline.ts'
import { linkCommit } from '../markdown/links.ts'
import { createMark } from '../markdown/mark.ts'
import { formatPerson } from '../markdown/people.ts'
import type { Drawing } from './picks.ts'

/** The kind of the mark at the end of a line that people tick. */
const ITEM = 'item'

type Test = Terms['tests'][number]
type Item = Terms['checklist'][number]

/** §2.1: every test with its state on exactly the head, and its run. */
export function renderTests(release: OpenedRelease, drawing: Drawing): string {
  const head = getTestedHead(release)
  const { terms } = release.ledger.about
  if (head === null || terms.tests.length === 0) return ''

  const green = countGreenTests(release, head)
  const lines = terms.tests.map((test) => `- ${renderTest(test, { head, release, webUrl: drawing.webUrl })}`)
  return [
    '## Tests',
    '',
    `${green.done} of ${green.of} green on ${linkCommit(head, drawing.webUrl)}.`,
    '',
    ...limitRows(lines, drawing.most, (more) => `- … and ${more} more`),
  ].join('\n')
}

/** One test: what it is, and what its newest run on this commit says. */
export function renderTest(
  test: Test,
  {
    head,
    release,
    webUrl,
  }: { readonly head: string; readonly release: OpenedRelease; readonly webUrl: string | null },
): string {
  const run = findRun(test, head, release)
  const name = `${formatCode(test.check)} ${escapeAndShorten(test.text)}`
  if (!run) return `○ ${name}: has not run yet`
  const said = run.conclusion.replaceAll('_', ' ')
  const linked = webUrl === null ? said : formatMarkdownLink(said, runPage(run, webUrl))
  if (run.conclusion === 'success') return `✓ ${name}: ${linked}`
  if (run.conclusion === 'pending')
    return `… ${name}: ${webUrl === null ? 'running' : formatMarkdownLink('running', runPage(run, webUrl))}`
  const again = isTestable(release) ? `; run it again with \`/release retry ${test.id}\`` : ''
  return `✗ ${name}: **${linked}**${again}`
}

/** §2.2, that of a security release, and those that the policy adds: lines that people tick. */
export function renderChecklistSections(release: OpenedRelease, drawing: Drawing): string[] {
  const head = getTestedHead(release)
  if (head === null) return []
  return listChecklists(release).map((gate) => renderChecklist(gate, { release, head, drawing }))
}

interface On {
  readonly release: OpenedRelease
  readonly head: string
  readonly drawing: Drawing
}

const HEADINGS: Readonly<Record<string, string>> = {
  release: 'Release checklist',
  security: 'Security checklist',
  announcements: 'Announcements before the deployment',
  rollbackPlan: 'Rollback plan',
  verification: 'Verification',
  communication: 'Communication',
}

function renderChecklist(gate: ChecklistTerm, on: On): string {
  const { ticks, proofs, about } = on.release.ledger
  const items = getChecklistItems(gate, about.terms)
  if (items.length === 0) return ''
  const lines = items.map((item) => {
    if (isSkippedInEmergency(gate, item.id, on.release.ledger))
      return `- ○ ${escapeAndShorten(item.text, 500)} \`${item.id}\` · skipped in this emergency`
    const tick = ticks.find((one) => one.checklist === gate.checklist && one.item === item.id)
    const proof = proofs.find(
      (one) => one.checklist === gate.checklist && one.item === item.id && one.head === on.head,
    )
    return proof ? renderProvedItem(item, proof) : renderItem(item, tick, on.head)
  })
  return [
    `## ${gate.title === null ? (HEADINGS[gate.checklist] ?? gate.checklist) : escapeAndShorten(gate.title, 100)}`,
    '',
    ...(isTickable(on.release, gate) ? [howToTick(gate), ''] : []),
    ...limitRows(lines, on.drawing.most, (more) => `- … and ${more} more`),
  ].join('\n')
}

function howToTick({ role }: ChecklistTerm): string {
  const how =
    'Tick a line here, or run `/release check ID`. A tick counts for the current commit of the branch.'
  return role === null ? how : formatProse(`${how} Only ${listPeopleWith(role)} can tick.`)
}

function renderItem(item: Item, tick: (Tick & { readonly at: number }) | undefined, head: string): string {
  const isTicked = tick?.head === head
  const text = `${escapeAndShorten(item.text, 500)}${item.ifApplicable === true ? ' (if applicable)' : ''} \`${item.id}\``
  return `- [${isTicked ? 'x' : ' '}] ${text}${tickText(tick, isTicked)} ${createMark(ITEM, item.id)}`
}

/** A line that is proved, which no one has to answer for. */
function renderProvedItem(item: Item, { evidence, at }: EventOf<'ItemProved'>): string {
  const proved = `proved ${formatMinute(at)} (${formatProse(shorten(evidence, 300))})`
  return `- [x] ${escapeAndShorten(item.text, 500)} \`${item.id}\` · ${proved} ${createMark(ITEM, item.id)}`
}

function tickText(tick: (Tick & { readonly at: number }) | undefined, isTicked: boolean): string {
  if (!tick) return ''
  const who = `${formatPerson(tick.by)}, ${formatMinute(tick.at)}`
  if (!isTicked) return ` · was ticked for \`${shortenSha(tick.head)}\` by ${who}`
  const as = tick.as === 'not-applicable' ? "doesn't apply: " : ''
  const evidence = tick.evidence === null ? '' : ` (${formatProse(shorten(tick.evidence, 300))})`
  return ` · ${as}${who}${evidence}`
}
