import { shorten } from '../../text/limit-rows.ts'
import type { IssueText } from '../issue/tracking-issue.ts'
import { joinBlocks, LONGEST_TITLE } from '../markdown/fit.ts'
import { formatProse } from '../markdown/inline.ts'
import { createMark, MARKS } from '../markdown/mark.ts'

/** Where the pin of a GitOps repository goes. Versions are with their `v`. */
export interface PinMove {
  readonly product: string
  readonly from: string
  readonly to: string
  readonly why: 'rollout' | 'rollback'
}

const REASONS: Readonly<Record<PinMove['why'], (move: PinMove) => string>> = {
  rollout: ({ to }) => `Everyone is on ${to}.`,
  rollback: ({ from, to }) =>
    `${from} was rolled back, and production runs ${to}. Merge this before the pin deploys ${from} again.`,
}

/** Returns the message of the commit that moves a pin. */
export function renderPinMessage({ product, to, why }: PinMove): string {
  return why === 'rollback' ? `revert: pin ${product} to ${to} again` : `chore: pin ${product} to ${to}`
}

/** The pull request that moves the pin of a GitOps repository to what production runs. */
export function renderPinPullRequest(move: PinMove, id: string): IssueText {
  return {
    title: shorten(renderPinMessage(move), LONGEST_TITLE),
    body: joinBlocks(formatProse(REASONS[move.why](move)), createMark(MARKS.pin, id)),
  }
}

/** Told on the tracking issue of the release, with the page of the pull request. */
export function renderPinMoved({ to, why }: PinMove, url: string): string {
  const what = why === 'rollback' ? 'reverts the GitOps pin' : 'moves the GitOps pin'
  return formatProse(`A pull request ${what} to ${to}: ${url}`)
}
