import { ADVISORY_PART_NAMES, SUPPLIER_NAMES } from '../../messages/security-advisory.ts'
import type { AffectedLine } from '../../release/security/advisory.ts'
import type { AdvisoryReport, AdvisoryRequest } from '../engine.ts'
import { renderHeading } from '../render/ground.ts'
import { createSpan, type ScreenLine } from '../render/line.ts'
import { createScreenSection, renderNextSteps, type ScreenView, stackSections } from '../render/screen.ts'
import { renderTable } from '../render/table.ts'
import { formatCount } from '../render/wording.ts'

/** Shows what an advisory says so far, and what it lacks. */
export function renderAdvisoryScreen(
  report: AdvisoryReport,
  { file }: Pick<AdvisoryRequest, 'file'>,
  view: ScreenView,
): ScreenLine[] {
  const { id, title, severity, missing } = report
  const rows = [
    ['title', title ?? 'not written yet'],
    ['severity', severity ?? 'no CVSS vector yet'],
  ] as const
  return stackSections([
    renderHeading({ title: `Security advisory ${id}`, ground: report, rows }, view),
    renderAffected(report, view.width),
    renderMissing(report, view.width),
    renderNextSteps(
      [
        missing.length === 0
          ? {
              why: 'Print it for GitHub; `--format osv`, `csaf` and `cve` print it for programs',
              command: view.again('advisory', [], { from: file, format: 'markdown' }),
            }
          : { why: `Add ${formatCount(missing.length, 'part')} to ${file}`, command: null },
      ],
      view,
    ),
  ])
}

function renderAffected({ affected, isAffectedFromGit }: AdvisoryReport, width: number): ScreenLine[] {
  if (affected.length === 0) return []
  const rows = affected.map((line) => [
    createSpan(`${line.line}.x`),
    createSpan(nameVersions(line)),
    line.fixed === null
      ? createSpan('no fix named yet', 'warn')
      : createSpan(`fixed in v${line.fixed}`, 'good'),
  ])
  const heading = isAffectedFromGit ? 'Affected, by the commit that brought the fault' : 'Affected'
  return createScreenSection(
    heading,
    renderTable([{ title: '' }, { title: '', flexibleLines: 3 }, { title: '' }], rows, width - 2),
  )
}

function nameVersions({ versions }: AffectedLine): string {
  return versions.length === 0 ? 'no version listed' : versions.map((version) => `v${version}`).join(', ')
}

function renderMissing({ missing }: AdvisoryReport, width: number): ScreenLine[] {
  if (missing.length === 0) return []
  const rows = missing.map(({ part, supplier }) => [
    createSpan(ADVISORY_PART_NAMES[part], 'warn'),
    createSpan(`from ${SUPPLIER_NAMES[supplier]}`, 'quiet'),
  ])
  return createScreenSection('Missing', renderTable([{ title: '' }, { title: '' }], rows, width - 2))
}
