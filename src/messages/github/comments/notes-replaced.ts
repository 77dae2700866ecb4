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
    `**The release notes were drafted again.** ${escapeAndShorten(version)} takes other changes now than when ${who} edited them, so the edits are replaced.`,
    'The history of this issue keeps them: choose “edited” at its top, and open the version with the old notes. Copy what is still right between the two rules of this issue.',
  ].join('\n\n')
}
