import { explainMissing } from '../../../messages/onboarding/missing.ts'
import { explainSetting, formatReleases } from '../../../messages/onboarding/settings.ts'
import { renderReplayVerdict } from '../../../messages/onboarding/verdict.ts'
import type { ProposedSetting } from '../../../release/onboarding/proposal.ts'
import type { InitReport } from '../../engine.ts'
import { renderHeading } from '../../render/ground.ts'
import { createLine, createSpan, type ScreenLine } from '../../render/line.ts'
import {
  createHangingText,
  createLabelledRows,
  createScreenSection,
  type NextStep,
  renderNextSteps,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../../render/screen.ts'
import { formatCount } from '../../render/wording.ts'

/** What was found of a repository, the config that fits it, and what is still missing. */
export function renderInitScreen(report: InitReport, view: ScreenView): ScreenLine[] {
  const { findings, settings, missing, releases } = report
  const rows = findings.map(({ kind, found }) => [kind, listFound(found)] as const)
  return stackSections([
    renderHeading({ title: 'What Release Captain found here', ground: report, rows: [] }, view),
    createScreenSection('Found', createLabelledRows(rows, view.width - 2)),
    settings.length === 0
      ? []
      : createScreenSection(
          'Proposed',
          settings.flatMap((setting) => renderSetting(setting, view.width - 2)),
        ),
    createScreenSection(`Played over ${formatReleases(releases)}`, [
      ...createLabelledRows(
        [
          ['now', renderReplayVerdict(report.before, releases)],
          ['proposed', renderReplayVerdict(report.after, releases)],
        ],
        view.width - 2,
      ),
    ]),
    missing.length === 0
      ? []
      : createScreenSection(
          'Still missing',
          missing.flatMap((one) => createHangingText(createSpan('- '), explainMissing(one), view.width - 2)),
        ),
    wrapParagraph(renderWritten(report), view.width),
    renderNextSteps(listNextSteps(report, view), view),
  ])
}

const MOST_FOUND = 6

function listFound(found: readonly string[]): string {
  if (found.length === 0) return 'none'
  const more = found.length - MOST_FOUND
  return `${found.slice(0, MOST_FOUND).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function renderSetting(setting: ProposedSetting, width: number): ScreenLine[] {
  const { path, value } = setting
  return [
    createLine(`${path.join('.')}: ${formatValue(value)}`, 'accent'),
    ...createHangingText(createSpan('  '), explainSetting(setting), width, 'quiet'),
  ]
}

function formatValue(value: ProposedSetting['value']): string {
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
    return formatCount(value.length, 'entry', 'entries')
  return JSON.stringify(value)
}

function renderWritten({ written }: InitReport): string {
  switch (written.kind) {
    case 'written':
      return `Wrote ${written.path}. Nothing else was changed.`
    case 'exists':
      return `${written.path} is there already, and stays as it is: \`init --print\` prints the proposal.`
    case 'no-work-tree':
      return 'There is no work tree to write to: `init --print` prints the config.'
    case 'not-asked':
      return 'Nothing was written.'
  }
}

function listNextSteps({ written, repository }: InitReport, view: ScreenView): NextStep[] {
  const isHere = written.kind === 'written' || written.kind === 'exists'
  const policy = isHere ? { policy: repository === '.' ? written.path : `${repository}/${written.path}` } : {}
  return [
    { why: 'See what the config proposes for the next patch', command: view.again('plan', [], policy) },
    { why: 'Play it over more of your past releases', command: view.again('simulate', [], policy) },
    { why: 'Commit the config to the default branch: it counts from there', command: null },
  ]
}
