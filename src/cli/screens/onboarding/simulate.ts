import { explainGain } from '../../../messages/onboarding/settings.ts'
import { renderReplayVerdict } from '../../../messages/onboarding/verdict.ts'
import { formatCandidateName } from '../../../release/changes/candidate.ts'
import type { MissedChange, ReplayedRelease } from '../../../release/onboarding/replay.ts'
import { keepsOut } from '../../../release/planning/verdict.ts'
import type { SimulateReport } from '../../engine.ts'
import { renderHeading } from '../../render/ground.ts'
import { createLine, createSpan, type ScreenLine } from '../../render/line.ts'
import {
  createHangingText,
  createScreenSection,
  renderNextSteps,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../../render/screen.ts'
import { renderTable } from '../../render/table.ts'
import { formatCount } from '../../render/wording.ts'

const MOST_REFUSED = 20

/** A policy beside what people released: one table, one verdict, and the settings that bring it closest. */
export function renderSimulateScreen(report: SimulateReport, view: ScreenView): ScreenLine[] {
  const { releases, total } = report
  const title = `The policy, played over ${formatCount(releases.length, 'past release')}`
  return stackSections([
    renderHeading({ title, ground: report, rows: [] }, view),
    releases.length === 0 ? [] : renderTable(COLUMNS, [...releases.map(toRow), totalRow(report)], view.width),
    wrapParagraph(renderReplayVerdict(total, releases.length), view.width),
    renderRefused(releases, view),
    renderCloser(report, view),
    renderNextSteps(
      [
        { why: 'Have a config proposed that fits', command: view.again('init') },
        { why: 'Try a config before it is merged', command: view.again('simulate', [], { policy: 'FILE' }) },
      ],
      view,
    ),
  ])
}

const COLUMNS = [
  { title: 'release' },
  { title: 'after' },
  { title: 'line branch', flexibleLines: 2 },
  { title: 'released' },
  { title: 'on the line' },
  { title: 'proposed' },
  { title: 'of them released' },
  { title: 'missed' },
]

function toRow({ tag, base, branch, ...score }: ReplayedRelease) {
  const { shipped, onLine, proposed, right, missed } = score
  return [
    createSpan(tag),
    createSpan(base, 'quiet'),
    createSpan(branch ?? 'none', 'quiet'),
    ...[shipped, onLine, proposed, right].map((count) => createSpan(String(count))),
    createSpan(String(missed), missed > 0 ? 'warn' : 'good'),
  ]
}

function totalRow({ total }: SimulateReport) {
  const { shipped, onLine, proposed, right, missed } = total
  return ['all', '', '', ...[shipped, onLine, proposed, right, missed].map(String)].map((text) =>
    createSpan(text, 'title'),
  )
}

function renderRefused(releases: readonly ReplayedRelease[], view: ScreenView): ScreenLine[] {
  const all = releases.flatMap(({ refused }) => refused)
  if (all.length === 0) return []
  const more = all.length - MOST_REFUSED
  return createScreenSection('You released these, and the policy keeps them out', [
    ...renderTable(
      [{ title: '' }, { title: '' }, { title: '', flexibleLines: 1 }, { title: '', flexibleLines: 2 }],
      all.slice(0, MOST_REFUSED).map(toRefusedRow),
      view.width - 2,
    ),
    ...(more > 0 ? [createLine(`and ${more} more: --json lists all`, 'quiet')] : []),
  ])
}

function toRefusedRow({ tag, considered: { candidate }, verdict }: MissedChange) {
  const why = verdict.rules.find((rule) => keepsOut(rule))
  return [
    createSpan(tag, 'quiet'),
    createSpan(formatCandidateName(candidate.id)),
    createSpan(candidate.title),
    createSpan(`${verdict.kind} (${verdict.type})${why ? `: ${why.saw}` : ''}`, 'quiet'),
  ]
}

function renderCloser({ closer }: SimulateReport, view: ScreenView): ScreenLine[] {
  if (closer.length === 0) return []
  return createScreenSection(
    'Settings that bring it closest',
    closer.flatMap(({ path, value, before, after }) => [
      createLine(
        `${path.join('.')}: ${typeof value === 'string' ? value : `[${value.join(', ')}]`}`,
        'accent',
      ),
      ...createHangingText(createSpan('  '), `${explainGain(before, after)}.`, view.width - 2, 'quiet'),
    ]),
  )
}
