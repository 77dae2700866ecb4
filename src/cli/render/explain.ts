import { isDeepStrictEqual } from 'node:util'
import { nameOf } from '../../release/candidate.ts'
import type { Considered, PickOutcome } from '../../release/plan.ts'
import type { Explained, ExplainReport } from '../engine.ts'
import { dependencyLines } from './conflicts.ts'
import { factLines } from './facts.ts'
import { flagLines } from './flags.ts'
import { headingLines, rangeRows } from './ground.ts'
import { hunkTexts } from './hunks.ts'
import { type Line, span } from './line.ts'
import { ruleLines } from './rules.ts'
import { labelled, type NextStep, nextLines, paragraph, section, stack, type View } from './screen.ts'
import { count, isoDate, isoMinute, leftOutText, outcomeMark } from './wording.ts'

type ExplainedCandidate = Extract<Explained, { kind: 'candidate' }>

/** One change: its verdict with every rule, what happens when it is picked, and what it stands on. */
export function explainScreen(report: ExplainReport, view: View): Line[] {
  const { explained } = report
  switch (explained.kind) {
    case 'left-out':
      return stack([
        changeHeading(report, explained.leftOut.candidate.id, view),
        paragraph(`Left out: ${leftOutText(explained.leftOut)}.`, view.width),
        flagLines(report.flags, null, view.width),
        nextLines([planStep(report, view)], view),
      ])
    case 'candidate':
      return stack([
        changeHeading(report, explained.considered.candidate.id, view),
        verdictSection(explained, view),
        ruleLines(explained.considered.verdict.rules, view.width),
        factLines(explained.considered.facts, view.width),
        ...pickSections(report, explained, view),
        flagLines(report.flags, null, view.width),
        nextLines(explainSteps(report, explained, view), view),
      ])
  }
}

function changeHeading(report: ExplainReport, id: string, view: View): Line[] {
  const { explained, version, line, range } = report
  const { candidate } = explained.kind === 'candidate' ? explained.considered : explained.leftOut
  const rows = [
    ['merged', `${isoDate(candidate.mergedAt)}, ${mergedAs(candidate)}`] as const,
    ...rangeRows(range, line),
    ['for', version] as const,
  ]
  return headingLines({ title: `${nameOf(id)}  ${candidate.title}`, ground: report, rows }, view)
}

function mergedAs({ source, commits }: Considered['candidate']): string {
  const shas = commits.map(({ sha }) => nameOf(sha))
  const shown =
    shas.length > 3 ? `${shas[0]} to ${shas.at(-1)} (${count(shas.length, 'commit')})` : shas.join(', ')
  if (source.kind === 'commit') return `as ${shown}`
  switch (source.merge) {
    case 'squash':
      return `squashed into ${shown}`
    case 'rebase':
      return `rebased as ${shown}`
    case 'merge-commit':
      return `by the merge commit ${shown}`
  }
}

function verdictSection({ considered: { verdict }, planned }: ExplainedCandidate, view: View): Line[] {
  const { trigger, exception } = verdict
  const rows: (readonly [string, string])[] = [
    ['verdict', `${verdict.kind}${planned ? ', taken into the plan' : ', not in the plan'}`],
    ['type', `${verdict.type}: ${verdict.typeFrom}`],
    ...(trigger
      ? [['due', `${isoMinute(trigger.due)}, ${trigger.urgency}: ${trigger.because}`] as const]
      : []),
    ...(exception
      ? [['exception', `by ${exception.by} until ${exception.until}: ${exception.because}`] as const]
      : []),
  ]
  return labelled(rows, view.width)
}

function pickSections(report: ExplainReport, explained: ExplainedCandidate, view: View): Line[][] {
  const { considered, planned, dependencies, dependsOn } = explained
  const known = new Map(dependsOn.map((each) => [each.candidate.id, each]))
  const inner = { width: view.width - 2, files: Number.POSITIVE_INFINITY, considered: known }
  return [
    outcomeLines(`Picked alone on ${report.range.base.tag}`, considered.alone, view),
    planned ? plannedLines(planned.outcome, considered.alone, view) : [],
    dependencies ? section('Depends on', dependencyLines(dependencies, inner)) : [],
  ]
}

/** The same conflict is not told twice. */
function plannedLines(outcome: PickOutcome, alone: PickOutcome, view: View): Line[] {
  const heading = 'Picked in its place in the plan'
  const isSame = outcome.kind === 'conflict' && isDeepStrictEqual(outcome, alone)
  if (!isSame) return outcomeLines(heading, outcome, view)
  return [[span(`${heading}: `, 'title'), outcomeMark(outcome), span(' the same conflict')]]
}

function outcomeLines(heading: string, outcome: PickOutcome, view: View): Line[] {
  const title: Line = [span(`${heading}: `, 'title'), outcomeMark(outcome), span(` ${outcomeText(outcome)}`)]
  if (outcome.kind !== 'conflict') return [title]
  return section(
    title,
    outcome.files.flatMap((file) => hunkTexts(file, view.width - 2)),
  )
}

function outcomeText(outcome: PickOutcome): string {
  switch (outcome.kind) {
    case 'clean':
      return 'clean'
    case 'empty':
      return 'empty, it changes nothing there'
    case 'conflict':
      return `conflict at ${nameOf(outcome.at)}, in ${count(outcome.files.length, 'file')}`
  }
}

function explainSteps(report: ExplainReport, explained: ExplainedCandidate, view: View): NextStep[] {
  const { considered, planned, dependencies } = explained
  const id = nameOf(considered.candidate.id)
  const along: NextStep[] =
    planned?.outcome.kind === 'conflict' && dependencies?.kind === 'found'
      ? [
          {
            why: 'Take along what it depends on',
            command: view.again('plan', [], { pick: dependencies.on.map(nameOf) }),
          },
        ]
      : []
  const change: NextStep = planned
    ? { why: 'Leave it out of the plan', command: view.again('plan', [], { drop: [id] }) }
    : { why: 'Take it into the plan by hand', command: view.again('plan', [], { pick: [id] }) }
  return [...along, change, planStep(report, view)]
}

function planStep({ version }: ExplainReport, view: View): NextStep {
  return { why: `Back to the whole plan of ${version}`, command: view.again('plan') }
}
