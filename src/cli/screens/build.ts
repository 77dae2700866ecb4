import { formatCandidateName } from '../../release/changes/candidate.ts'
import type { BuildReport } from '../engine.ts'
import { createRangeRows, renderHeading } from '../render/ground.ts'
import { createSpan, type ScreenLine, type TextSpan } from '../render/line.ts'
import {
  createScreenSection,
  type NextStep,
  renderNextSteps,
  type ScreenView,
  stackSections,
  wrapParagraph,
} from '../render/screen.ts'
import { renderTable } from '../render/table.ts'
import { formatCount, shortenPlanDigest } from '../render/wording.ts'
import { renderBumpedLines } from './bump.ts'

/** What the build made, and what is still to do before the release is out. */
export function renderBuildScreen(report: BuildReport, view: ScreenView): ScreenLine[] {
  return stackSections([
    renderBuildHeading(report, view),
    renderCommits(report, view.width),
    renderSkipped(report, view.width),
    renderBumped(report, view.width),
    renderResult(report, view.width),
    renderNextSteps(listBuildSteps(report, view), view),
  ])
}

function renderBuildHeading(report: BuildReport, view: ScreenView): ScreenLine[] {
  const { plan, branch, installed } = report
  const title = installed === 'dry-run' ? `Dry run of ${plan.version}` : `Build of ${plan.version}`
  const rows = [
    ...createRangeRows(plan.range, plan.line),
    ['plan', shortenPlanDigest(plan.digest)],
    ['branch', branch],
  ] as const
  return renderHeading(
    { title, ground: report, rows: rows.map(([label, value]) => [label, value] as const) },
    view,
  )
}

function renderCommits({ commits, plan }: BuildReport, width: number): ScreenLine[] {
  const rows = commits.map(({ sha, subject, kind, candidate }) => [
    kind === 'pick' ? createSpan('✓', 'good') : createSpan('+', 'accent'),
    createSpan(sha.slice(0, 10), 'accent'),
    createSpan(candidate === null ? '' : formatCandidateName(candidate)),
    createSpan(subject),
  ])
  const columns = [{ title: '' }, { title: '' }, { title: '' }, { title: '', flexibleLines: 1 }]
  return createScreenSection(
    `${formatCount(commits.length, 'commit')} on ${plan.range.base.tag}`,
    renderTable(columns, rows, width - 2),
  )
}

function renderSkipped({ skipped, plan }: BuildReport, width: number): ScreenLine[] {
  if (skipped.length === 0) return []
  const titles = new Map(plan.considered.map(({ candidate }) => [candidate.id, candidate.title]))
  const rows = skipped.map(({ candidate, why }): TextSpan[] => [
    why === 'conflict' ? createSpan('✗', 'bad') : createSpan('○', 'quiet'),
    createSpan(formatCandidateName(candidate)),
    createSpan(titles.get(candidate) ?? ''),
    createSpan(why === 'conflict' ? 'conflicts' : 'empty', 'quiet'),
  ])
  const columns = [{ title: '' }, { title: '' }, { title: '', flexibleLines: 1 }, { title: '' }]
  return createScreenSection(`Not in it (${skipped.length})`, renderTable(columns, rows, width - 2))
}

function renderBumped({ bumped }: BuildReport, width: number): ScreenLine[] {
  if (bumped.length > 0) return createScreenSection('Version bump', renderBumpedLines(bumped, width - 2))
  const none =
    'None: no file in `versionBump.files` exists here with a version in it. `release-captain bump` shows each one.'
  return createScreenSection('Version bump', wrapParagraph(none, width - 2, 'warn'))
}

function renderResult(report: BuildReport, width: number): ScreenLine[] {
  return [formatBranch(report), formatTag(report), ...formatPushed(report)].flatMap((text) =>
    text === null ? [] : wrapParagraph(text, width),
  )
}

function formatBranch({ branch, head, installed }: BuildReport): string {
  const at = `${branch} at ${head.slice(0, 10)}`
  switch (installed) {
    case 'created':
      return `Created the branch ${at}.`
    case 'unchanged':
      return `The branch already exists, and is identical: ${at}.`
    case 'dry-run':
      return `Nothing was written. It would create the branch ${at}.`
  }
}

function formatTag({ tag, installed }: BuildReport): string | null {
  if (!tag) return null
  const by = tag.signedBy === null ? 'not signed' : `signed by ${tag.signedBy}`
  const made = installed === 'dry-run' ? 'The tag would be' : 'The tag is'
  return `${made} ${tag.name} (${tag.sha.slice(0, 10)}), ${by}.`
}

function formatPushed({ pushed }: BuildReport): string[] {
  if (!pushed) return []
  return pushed.refs.map(({ ref, outcome }) =>
    outcome === 'pushed' ? `Pushed ${ref} to ${pushed.remote}.` : `${pushed.remote} had ${ref} already.`,
  )
}

function listBuildSteps(report: BuildReport, view: ScreenView): NextStep[] {
  const { plan, tag, pushed, installed } = report
  const digest = { plan: shortenPlanDigest(plan.digest) }
  if (installed === 'dry-run') {
    return [{ why: 'Build it', command: view.again('build', [plan.version], { ...digest, 'dry-run': null }) }]
  }
  const notes = {
    why: 'Write its release notes (§3.1)',
    command: view.again('notes', [plan.version], { output: `RELEASE_NOTES-${plan.version}.md` }),
  }
  const makeTag = {
    why: 'After its tests (§2.1), create the signed tag (§3.2)',
    command: view.again('build', [plan.version], { ...digest, tag: true }),
  }
  const given = tag ? { ...digest, tag: true as const } : digest
  const push = {
    why: tag ? 'Push the branch and the tag' : 'Push the branch, so that the checks run on it (§2.1)',
    command: view.again('build', [plan.version], { ...given, push: true }),
  }
  return [...(pushed ? [] : [push]), ...(tag ? [] : [makeTag]), notes]
}
