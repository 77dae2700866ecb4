import { formatLocalTime } from '../../release/calendar.ts'
import type { EmbargoEvent } from '../../release/lifecycle/embargo/evolve.ts'
import { shortenSha, toSentence } from '../wording.ts'
import { describeRehearsal } from './describe-rehearsal.ts'

const EARLY =
  'The advisory was published before the release was disclosed. Disclose now: `/release disclose now because …`.'

/** Says what happened to an embargo by a command; null for what only follows from it. */
export function describeEmbargoEvent(event: EmbargoEvent, version: string): string | null {
  switch (event.type) {
    case 'DisclosureScheduled':
      return `${version} is disclosed ${formatLocalTime(event.dueAt, event.timeZone)}.`
    case 'RehearsalFinished':
      return describeRehearsal(event.problems)
    case 'AdvisorySeen':
      return event.advisory.state === 'published' ? EARLY : null
    case 'RehearsalRequested':
    case 'CodeDisclosed':
    case 'ReleaseDisclosed':
    case 'AdvisoryDisclosed':
      return null
  }
}

type Describe<T extends EmbargoEvent['type']> = (event: Extract<EmbargoEvent, { type: T }>) => string

/** Every event of an embargo in one sentence, as the history of a release has it. */
export const EMBARGO_HISTORY: { readonly [T in EmbargoEvent['type']]: Describe<T> } = {
  AdvisorySeen: ({ advisory }) => `Read the advisory, which is in the state ${advisory.state}.`,
  DisclosureScheduled: ({ dueAt, timeZone, because }) =>
    `Set the disclosure to ${formatLocalTime(dueAt, timeZone)}${because === null ? '.' : `: ${toSentence(because)}`}`,
  RehearsalRequested: () => 'Asked for the rehearsal of the disclosure.',
  RehearsalFinished: ({ problems }) => describeRehearsal(problems),
  CodeDisclosed: ({ tag, commit }) => `Disclosed the tag \`${tag}\` at \`${shortenSha(commit)}\`.`,
  ReleaseDisclosed: () => 'Published the GitHub release in the public repository.',
  AdvisoryDisclosed: () => 'Published the advisory.',
}
