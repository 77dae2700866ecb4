import type { Person } from '../../../release/lifecycle/who.ts'
import { escapeAndShorten } from '../markdown/inline.ts'
import { formatPerson } from '../markdown/people.ts'

/** Notes that somebody had edited were drafted anew, because they are about other changes (§3.1). */
export function renderNotesReplaced({
  version,
  by,
}: {
  readonly version: string
  readonly by: Person | null
}): string {
  const who = by ? formatPerson(by) : 'somebody'
  return [
    `**The release notes are drafted anew.** ${escapeAndShorten(version)} takes other changes now than when ${who} edited them, so what was written into them is replaced.`,
    'It is kept in the history of this issue: choose “edited” at its top, and look at the version with the old notes. What still holds of it, write between the two rules of this issue again.',
  ].join('\n\n')
}
