import type { CommentState, StoredIssue } from '../../github/state.ts'
import type { PullIssue } from '../../github/views/pull.ts'
import type { GitHubQueries } from './github-queries.ts'
import type { Expected, Guide } from './guide.ts'

/** A release that is being played. */
export interface TourContext {
  readonly guide: Guide
  readonly queries: GitHubQueries
  /** With its `v`. */
  readonly version: string
}

/** Where it is seen: the tracking issue, and the pull request of its branch. */
export interface ReleasePlace {
  readonly tracking: StoredIssue
  readonly pull: PullIssue
}

/** Who does what in it. Their roles are those of the stage. */
export const CAPTAIN = 'ada'
export const APPROVER = 'grace'
export const AUTHOR = 'linus'

export const LABEL = 'patch-candidate'
const AGAIN_AT_MOST = 3

/**
 * Says a command on an issue, and waits for what follows from it. Where the App answers and it does not follow, it is
 * said again: the App may have had something to finish first.
 *
 * @throws {GaveUp} with the App's own last words
 */
export async function sayCommand<T>(
  { guide, queries }: TourContext,
  given: {
    readonly who: string
    readonly on: number
    readonly command: string
    readonly what: string
    readonly seen: () => T | undefined | Promise<T | undefined>
    readonly seconds: number
    readonly hours?: Expected<T>['hours']
  },
): Promise<T> {
  const { who, on, command, what, seen, seconds, hours } = given
  let last: string | undefined
  for (let time = 1; time <= AGAIN_AT_MOST; time += 1) {
    const comment: CommentState = await guide.person(who).comments(on, command)
    const found = await guide.hopes({ what, seen, seconds: seconds / 2, ...(hours && { hours }) })
    if (found !== undefined) return found
    last = queries.answers(on, comment).at(-1)?.body
    if (last === undefined) break
  }
  return guide.waits({
    what,
    seen,
    seconds,
    otherwise: explainNoEffect(given, last),
    ...(hours && { hours }),
  })
}

function explainNoEffect(
  { command, on, what, seconds }: Omit<Parameters<typeof sayCommand>[1], 'seen'>,
  last: string | undefined,
): string {
  const said = last === undefined ? 'The App did not answer.' : `The App said: ${getFirstLine(last)}`
  return `\`${command}\` on #${on} had no effect within ${seconds} seconds: there is no ${what}. ${said}`
}

/** The first words that people read in it. */
export function getFirstLine(text: string): string {
  const line = text
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .split('\n')
    .find((one) => one.trim() !== '')
  return (line ?? 'nothing').trim().slice(0, 300)
}
