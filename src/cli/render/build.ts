import { nameOf } from '../../release/candidate.ts'
import type { BuildReport } from '../engine.ts'
import { bumpedLines } from './bump.ts'
import { headingLines, rangeRows } from './ground.ts'
import { type Line, type Span, span } from './line.ts'
import { type NextStep, nextLines, paragraph, section, stack, type View } from './screen.ts'
import { table } from './table.ts'
import { count, shortDigest } from './wording.ts'

/** What the build made, and what is still to do before the release is out. */
export function buildScreen(report: BuildReport, view: View): Line[] {
  return stack([
    buildHeading(report, view),
    commitLines(report, view.width),
    skippedLines(report, view.width),
    bumpedSection(report, view.width),
    resultLines(report, view.width),
    nextLines(buildSteps(report, view), view),
  ])
}

function buildHeading(report: BuildReport, view: View): Line[] {
  const { plan, branch, installed } = report
  const title = installed === 'dry-run' ? `Dry run of ${plan.version}` : `Build of ${plan.version}`
  const rows = [
    ...rangeRows(plan.range, plan.line),
    ['plan', shortDigest(plan.digest)],
    ['branch', branch],
  ] as const
  return headingLines(
    { title, ground: report, rows: rows.map(([label, value]) => [label, value] as const) },
    view,
  )
}

function commitLines({ commits, plan }: BuildReport, width: number): Line[] {
  const rows = commits.map(({ sha, subject, kind, candidate }) => [
    kind === 'pick' ? span('✓', 'good') : span('+', 'accent'),
    span(sha.slice(0, 10), 'accent'),
    span(candidate === null ? '' : nameOf(candidate)),
    span(subject),
  ])
  const columns = [{ title: '' }, { title: '' }, { title: '' }, { title: '', flexibleLines: 1 }]
  return section(
    `${count(commits.length, 'commit')} on ${plan.range.base.tag}`,
    table(columns, rows, width - 2),
  )
}

function skippedLines({ skipped, plan }: BuildReport, width: number): Line[] {
  if (skipped.length === 0) return []
  const titles = new Map(plan.considered.map(({ candidate }) => [candidate.id, candidate.title]))
  const rows = skipped.map(({ candidate, why }): Span[] => [
    why === 'conflict' ? span('✗', 'bad') : span('○', 'quiet'),
    span(nameOf(candidate)),
    span(titles.get(candidate) ?? ''),
    span(why === 'conflict' ? 'conflicts' : 'empty', 'quiet'),
  ])
  const columns = [{ title: '' }, { title: '' }, { title: '', flexibleLines: 1 }, { title: '' }]
  return section(`Not in it (${skipped.length})`, table(columns, rows, width - 2))
}

function bumpedSection({ bumped }: BuildReport, width: number): Line[] {
  if (bumped.length > 0) return section('Version bump', bumpedLines(bumped, width - 2))
  const none =
    'None: no file that `versionBump.files` names is here with a version in it. `release-captain bump` tells of each.'
  return section('Version bump', paragraph(none, width - 2, 'warn'))
}

function resultLines(report: BuildReport, width: number): Line[] {
  return [branchText(report), tagText(report), ...pushedTexts(report)].flatMap((text) =>
    text === null ? [] : paragraph(text, width),
  )
}

function branchText({ branch, head, installed }: BuildReport): string {
  const at = `${branch} at ${head.slice(0, 10)}`
  switch (installed) {
    case 'created':
      return `Created the branch ${at}.`
    case 'unchanged':
      return `The branch was there already, the very same: ${at}.`
    case 'dry-run':
      return `Nothing was written. It would be the branch ${at}.`
  }
}

function tagText({ tag, installed }: BuildReport): string | null {
  if (!tag) return null
  const by = tag.signedBy === null ? 'not signed' : `signed by ${tag.signedBy}`
  const made = installed === 'dry-run' ? 'The tag would be' : 'The tag is'
  return `${made} ${tag.name} (${tag.sha.slice(0, 10)}), ${by}.`
}

function pushedTexts({ pushed }: BuildReport): string[] {
  if (!pushed) return []
  return pushed.refs.map(({ ref, outcome }) =>
    outcome === 'pushed' ? `Pushed ${ref} to ${pushed.remote}.` : `${pushed.remote} had ${ref} already.`,
  )
}

function buildSteps(report: BuildReport, view: View): NextStep[] {
  const { plan, tag, pushed, installed } = report
  const digest = { plan: shortDigest(plan.digest) }
  if (installed === 'dry-run') {
    return [{ why: 'Build it', command: view.again('build', [plan.version], { ...digest, 'dry-run': null }) }]
  }
  const notes = {
    why: 'Write its release notes (§3.1)',
    command: view.again('notes', [plan.version], { output: `RELEASE_NOTES-${plan.version}.md` }),
  }
  const makeTag = {
    why: 'After its tests (§2.1) make the signed tag (§3.2)',
    command: view.again('build', [plan.version], { ...digest, tag: true }),
  }
  const given = tag ? { ...digest, tag: true as const } : digest
  const push = {
    why: tag ? 'Push the branch and the tag' : 'Push the branch, for the checks to run on it (§2.1)',
    command: view.again('build', [plan.version], { ...given, push: true }),
  }
  return [...(pushed ? [] : [push]), ...(tag ? [] : [makeTag]), notes]
}
