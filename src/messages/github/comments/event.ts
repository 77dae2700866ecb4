import { formatCandidateName } from '../../../release/changes/candidate.ts'
import { type EventOf, getFailureReason, type ReleaseEvent } from '../../../release/lifecycle/events.ts'
import { deriveSelection } from '../../../release/lifecycle/rules/selection.ts'
import { getPlan, type OpenedRelease } from '../../../release/lifecycle/view.ts'
import { describeOutsideCommits } from '../../branch/outside-commits.ts'
import { describeBecause, suggestResume } from '../../describe-because.ts'
import { describeCutDecline, describeFailure } from '../../describe-failure.ts'
import { describeStored } from '../../missing-text.ts'
import { describeRefusedEffect } from '../../refused-effect.ts'
import { describeEmergency, describeEvent } from '../../release/describe-event.ts'
import { describeStatus, suggestFix } from '../../release/describe-status.ts'
import { findSuspect, nameFailure, parseLogUrl, suggestAfterFailure } from '../../test-failure.ts'
import { limitRows, shorten } from '../../text/limit-rows.ts'
import { formatMarkdownLink } from '../../text/markdown.ts'
import { formatList, shortenSha, toSentence } from '../../wording.ts'
import { joinBlocks } from '../markdown/fit.ts'
import { formatCode, formatProse } from '../markdown/inline.ts'
import { renderRefusal } from '../markdown/refusal.ts'
import { mention, mentionOnCall } from './answer.ts'

/** What happened to a release without anybody asking for it, as a comment on its tracking issue. */
export function renderEventComment(event: ReleaseEvent, release: OpenedRelease): string {
  switch (event.type) {
    case 'CutDeclined':
      return `**The release branch was not created.** ${renderRefusal(describeCutDecline(event))}`
    case 'StepFailed':
      return renderStepFailed(event)
    case 'EffectRefused':
      return renderRefusedEffect(event)
    case 'TestFailed':
      return renderTestFailed(event, release)
    case 'BreakFound':
      return breakText(event)
    case 'GateShut':
      return shutText(event.missing, event.head)
    case 'FlagsSeen':
      return renderLater(event, release)
    case 'OutsideCommitsJudged':
      return joinBlocks(formatProse(describeOutsideCommits(event.commits)), renderStatusOf(release))
    case 'Held':
      return renderHeld(event, release.ledger.about.version)
    case 'EmergencyDeclared':
      return renderEmergency(event, release)
    default: {
      const what = describeEvent(event, release.ledger.about.version)
      return joinBlocks(what === null ? '' : formatProse(what), renderStatusOf(release))
    }
  }
}

/** Pages who is on call: they are told by name, and nobody else. */
function renderEmergency(event: EventOf<'EmergencyDeclared'>, release: OpenedRelease): string {
  const { about } = release.ledger
  const whom = [...about.terms.onCall.github, ...(about.manager ? [about.manager.login] : [])]
  return joinBlocks(
    whom.length === 0 ? '' : [...new Set(whom)].map(mentionOnCall).join(' '),
    `**Emergency: ${about.version} can't wait for its day.** ${formatProse(describeEmergency(event))}`,
    renderMissingPick(event, release),
    renderStatusOf(release),
  )
}

/** A branch takes no change by itself. */
function renderMissingPick({ candidate }: EventOf<'EmergencyDeclared'>, release: OpenedRelease): string {
  const plan = getPlan(release)
  if (plan === null || plan.picks.some((pick) => pick.candidate === candidate)) return ''
  const name = formatCandidateName(candidate)
  return formatProse(`${name} isn't in this release yet. Take it with \`/release pick ${name}\`.`)
}

/** The release goes on: only people can tell whether a change is right without what came after it. */
function renderLater({ news }: EventOf<'FlagsSeen'>, release: OpenedRelease): string {
  const { look, next } = describeLook(release)
  return joinBlocks(
    `**Main changed something that is in ${release.ledger.about.version}.** ${look}`,
    limitRows(
      news.map((flag) => `- ${formatProse(toSentence(shorten(flag, 500)))}`),
      50,
      (more) => `- … and ${more} more`,
    ).join('\n'),
    `${next} If everything is right as it is, you don't need to do anything.`,
  )
}

function describeLook(release: OpenedRelease): { readonly look: string; readonly next: string } {
  if (release.status === 'published')
    return {
      look: 'It is published, so check this:',
      next: "The published release stays as it is. Take the later change into the next version of the line with `/release cut`. If production can't wait, roll it back and run `/release rolled-back to VERSION because …`.",
    }
  if (release.status === 'open' && deriveSelection(release.place) === null)
    return {
      look: 'Its tag is requested, so check this before you publish it:',
      next: 'The tag stays as it is. A captain cancels the release with `/release abort because …`, or takes the later change into the next version of the line.',
    }
  return {
    look: 'Check this before it is tagged:',
    next: 'A captain leaves a change out with `/release drop #N because …`, or also takes the later one with `/release pick #N`.',
  }
}

/** It is for who asked for it, who believes that it is under way. */
function renderRefusedEffect({ effect, what, next, askedBy }: EventOf<'EffectRefused'>): string {
  const whom = askedBy === null ? '' : `@${askedBy.login} `
  return `${whom}**${formatProse(describeRefusedEffect(effect))}** ${renderRefusal({ what, next })}`
}

/** Told at once, and to who wrote the change where one is suspected. */
function renderTestFailed(event: EventOf<'TestFailed'>, release: OpenedRelease): string {
  const { check, head, url } = event
  const log = parseLogUrl(url)
  const suspect = findSuspect(release, event)
  const authors = (suspect?.authors ?? []).map(({ login }) => mention(login))
  return joinBlocks(
    `**${formatCode(check)} ${nameFailure(event)} on ${formatCode(shortenSha(head))}.**${log ? ` ${formatMarkdownLink('Read its log', log)}.` : ''}`,
    suspect && authors.length > 0
      ? `${formatList(authors)}, please look: ${formatProse(formatCandidateName(suspect.candidate))} is the change that may have broken it.`
      : '',
    formatProse(suggestAfterFailure(release, event)),
  )
}

function breakText({ check, candidate, head, because }: EventOf<'BreakFound'>): string {
  const what = candidate === null ? '' : formatProse(` by ${formatCandidateName(candidate)}`)
  const next =
    candidate === null
      ? 'Open the run, and fix it on the release branch or on main.'
      : `Leave it out with \`/release drop ${formatCandidateName(candidate)} because …\`, or fix it on main and pick the fix.`
  return `**\`${check}\` is broken${what}** (\`${shortenSha(head)}\`). ${formatProse(describeBecause(because))}\n\n${formatProse(next)}`
}

function renderStatusOf(release: OpenedRelease): string {
  const { waits, next } = describeStatus(release)
  return `**${formatProse(waits)}** ${formatProse(next)}`
}

function shutText(missing: EventOf<'GateShut'>['missing'], head: string): string {
  return joinBlocks(
    `**Back to testing.** On \`${shortenSha(head)}\` this is no longer true, so nothing is tagged:`,
    limitRows(
      missing.map((one) => `- ${formatProse(shorten(describeStored(one), 500))}`),
      50,
      (more) => `- … and ${more} more`,
    ).join('\n'),
    'It continues automatically when that is fixed.',
  )
}

function renderStepFailed(event: EventOf<'StepFailed'>): string {
  const { step } = event
  const reason = getFailureReason(event)
  const { what } = describeFailure(reason)
  return `**The step \`${step}\` failed.** ${renderRefusal({ what, next: suggestFix({ step, reason }) })}`
}

function renderHeld({ because }: EventOf<'Held'>, version: string): string {
  const why = formatProse(toSentence(shorten(describeBecause(because), 1_000)))
  const next = suggestResume(because)
  return `**${version} is held.** ${why}${next === null ? '' : `\n\n${next}`}`
}
