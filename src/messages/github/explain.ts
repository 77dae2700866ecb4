import { type Flag, type LeftOut, nameOf } from '../../release/candidate.ts'
import type { ConflictFile, Considered, Dependencies, PickOutcome, PlannedPick } from '../../release/plan.ts'
import type { Verdict } from '../../release/verdict.ts'
import { shortened } from '../cut.ts'
import { count, list, minute, shortSha } from '../release/wording.ts'
import { blocks, fitting, LONGEST_BODY } from './fit.ts'
import { fileBlocks } from './hunks.ts'
import { code, prose, shown } from './inline.ts'
import { ruleLines } from './rules.ts'

/** One change, with everything that there is to say of it. */
export interface ToExplain {
  readonly considered: Considered
  /** Null where the plan does not take it. */
  readonly planned: PlannedPick | null
  readonly flags: readonly Flag[]
  /** With its `v`. */
  readonly version: string
  readonly line: string
}

/** Room for what an answer says around it. */
const LONGEST = LONGEST_BODY - 1_000

/** Why a change is in a release or not: its verdict, every rule, what happens when it is picked. */
export function explainText(asked: ToExplain): string {
  return fitting(
    (most) => explained(asked, most),
    (text) => text.length <= LONGEST,
  )
}

function explained({ considered, planned, flags, version, line }: ToExplain, most: number): string {
  const { candidate, verdict, alone } = considered
  const name = nameOf(candidate.id)
  return blocks(
    `**${shown(name)}** ${shown(candidate.title)}`,
    verdictText(verdict, { version, isTaken: planned !== null }),
    ['**Rules**', '', ...ruleLines(verdict, { candidate: candidate.id, merged: true })].join('\n'),
    pickText({ alone, planned, line, name }, most),
    planned?.dependencies ? dependenciesText(planned.dependencies) : '',
    flagsText(flags),
    planned === null
      ? `To take it all the same, say ${code(`/release pick ${name}`)}.`
      : `To leave it out, say ${code(`/release drop ${name} because …`)}.`,
  )
}

/** The verdict, the change type, and until when. */
export function verdictText(
  verdict: Verdict,
  { version, isTaken }: { readonly version: string; readonly isTaken: boolean },
): string {
  const { kind, type, trigger, exception } = verdict
  const by = exception
    ? `, by an exception of ${exception.by} until ${exception.until}: ${exception.because}`
    : ''
  return [
    `- Verdict for ${version}: **${kind}** (${type})${prose(shortened(by, 500))}; ${isTaken ? 'it is in the plan' : 'it is not in the plan'}`,
    ...(trigger ? [`- Due: ${minute(trigger.due)}, ${trigger.urgency}: ${prose(trigger.because)}`] : []),
  ].join('\n')
}

function pickText(
  of: {
    readonly alone: PickOutcome
    readonly planned: PlannedPick | null
    readonly line: string
    readonly name: string
  },
  most: number,
): string {
  const { alone, planned, line, name } = of
  const inPlace = planned?.outcome ?? null
  const places = [
    `- Picked alone on the last tag of ${line}: ${outcomeText(alone)}`,
    ...(inPlace ? [`- Picked in its place in the plan: ${outcomeText(inPlace)}`] : []),
  ]
  const conflict = [inPlace, alone].find((outcome) => outcome?.kind === 'conflict')
  const files = conflict?.kind === 'conflict' ? conflictText(conflict.files, { line, name }, most) : ''
  return blocks(['**Picking**', '', ...places].join('\n'), files)
}

function outcomeText(outcome: PickOutcome): string {
  switch (outcome.kind) {
    case 'clean':
      return '✓ it applies'
    case 'empty':
      return '○ it changes nothing there'
    case 'conflict':
      return `✗ ${code(shortSha(outcome.at))} conflicts in ${count(outcome.files.length, 'file')}`
  }
}

function conflictText(
  files: readonly ConflictFile[],
  { line, name }: { readonly line: string; readonly name: string },
  most: number,
): string {
  const rest = files.length - most
  return blocks(
    '<details><summary>The conflict</summary>',
    ...files.slice(0, most).flatMap((file) => fileBlocks(file, { line, change: name }, most)),
    rest > 0 ? `… and ${count(rest, 'more file')}.` : '',
    '</details>',
  )
}

function dependenciesText(dependencies: Dependencies): string {
  switch (dependencies.kind) {
    case 'found': {
      const on = dependencies.on.map(nameOf)
      const fewer = dependencies.proof === 'smallest' ? 'and after no fewer' : 'none of which can be spared'
      const proof = on.length === 1 ? '' : `, ${fewer}`
      return `It picks cleanly after ${prose(list(on))}${proof}. To take ${on.length === 1 ? 'that' : 'those'} too, say ${list(on.slice(0, 5).map((one) => code(`/release pick ${one}`)))}.`
    }
    case 'none':
      return `Nothing was found that makes it pick cleanly: ${prose(dependencies.why)}.`
    case 'not-searched':
      return `What it depends on is not known: ${prose(dependencies.why)}.`
  }
}

function flagsText(flags: readonly Flag[]): string {
  if (flags.length === 0) return ''
  return ['**Look at these first**', '', ...flags.map((flag) => `- ${prose(flagText(flag))}`)].join('\n')
}

/** A later change on main that somebody who takes a change has to know of. */
function flagText({ kind, candidate, by }: Flag): string {
  const [taken, later] = [nameOf(candidate), nameOf(by)]
  switch (kind) {
    case 'reverted-later':
      return `${taken} was reverted later on main, by ${later}.`
    case 'partly-reverted-later':
      return `A part of ${taken} was reverted later on main, by ${later}.`
    case 'follow-up':
      return `${taken} has a follow-up on main: ${later}.`
  }
}

/** Why a change of the range is no candidate at all. */
export function leftOutText({ candidate, reason }: LeftOut, version: string): string {
  const why = () => {
    switch (reason.kind) {
      case 'already-on-line':
        return `The line has it already, as \`${shortSha(reason.lineCommit)}\`.`
      case 'reverted':
        return `It was reverted on main by ${nameOf(reason.revert)}, so the two cancel out.`
      case 'reverts':
        return `It reverts ${nameOf(reason.reverted)}, which is not on the line either.`
      case 'empty':
        return 'It changes nothing on the line.'
    }
  }
  return `**${shown(nameOf(candidate.id))}** ${shown(candidate.title)}\n\nIt is no candidate for ${version}. ${prose(why())}`
}
