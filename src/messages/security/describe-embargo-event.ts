import { formatLocalTime } from '../../release/calendar.ts'
import type { EmbargoEvent } from '../../release/lifecycle/embargo/evolve.ts'
import { formatNumber, shortenSha, toSentence } from '../wording.ts'
import { describeRehearsal } from './describe-rehearsal.ts'

const EARLY =
  'The advisory was published before the release was disclosed. Disclose now: `/release disclose now because …`.'

const DRAFTED =
  'The advisory is a draft in the public repository, which only its security team can read. Write its title and its sections there.'

/** Says what happened to an embargo by a command; null for what only follows from it. */
export function describeEmbargoEvent(event: EmbargoEvent, version: string): string | null {
  switch (event.type) {
    case 'DisclosureScheduled':
      return `${version} is disclosed ${formatLocalTime(event.dueAt, event.timeZone)}.`
    case 'RehearsalFinished':
      return describeRehearsal(event.problems)
    case 'AdvisorySeen':
      return event.advisory.state === 'published' ? EARLY : null
    case 'PreNotified':
      return describeNotice(event)
    case 'AdvisoryDrafted':
      return DRAFTED
    case 'FaultyCommitNamed':
      return `The releases that contain \`${shortenSha(event.commit)}\` go into the advisory as affected.`
    case 'CveRequested':
      return event.cve === null ? 'GitHub is asked for a CVE id.' : `${event.cve} is entered in the advisory.`
    case 'AdvisoryDraftRequested':
    case 'PreNotificationRequested':
    case 'RehearsalRequested':
    case 'CodeDisclosed':
    case 'ReleaseDisclosed':
    case 'AdvisoryDisclosed':
      return null
  }
}

function describeNotice({
  recipients,
  refused,
}: Pick<Extract<EmbargoEvent, { type: 'PreNotified' }>, 'recipients' | 'refused'>): string {
  const sent = `The mail ahead of the disclosure was sent to ${formatNumber(recipients - refused.length, 'recipient')}.`
  return refused.length === 0
    ? sent
    : `${sent} It may not have reached ${refused.join(', ')}: tell them yourself.`
}

type Describe<T extends EmbargoEvent['type']> = (event: Extract<EmbargoEvent, { type: T }>) => string

/** Every event of an embargo in one sentence, as the history of a release has it. */
export const EMBARGO_HISTORY: { readonly [T in EmbargoEvent['type']]: Describe<T> } = {
  AdvisoryDraftRequested: () => 'Asked for the draft of the advisory.',
  AdvisoryDrafted: ({ advisory }) => `Drafted the advisory ${advisory}.`,
  FaultyCommitNamed: ({ commit }) => `Named \`${shortenSha(commit)}\` as the commit that brought the fault.`,
  AdvisorySeen: ({ advisory }) => `Read the advisory, which is in the state ${advisory.state}.`,
  DisclosureScheduled: ({ dueAt, timeZone, because }) =>
    `Set the disclosure to ${formatLocalTime(dueAt, timeZone)}${because === null ? '.' : `: ${toSentence(because)}`}`,
  CveRequested: ({ cve }) => (cve === null ? 'Asked GitHub for a CVE id.' : `Entered ${cve}.`),
  PreNotificationRequested: () => 'Began the mails ahead of the disclosure.',
  PreNotified: describeNotice,
  RehearsalRequested: () => 'Asked for the rehearsal of the disclosure.',
  RehearsalFinished: ({ problems }) => describeRehearsal(problems),
  CodeDisclosed: ({ tag, commit }) => `Disclosed the tag \`${tag}\` at \`${shortenSha(commit)}\`.`,
  ReleaseDisclosed: () => 'Published the GitHub release in the public repository.',
  AdvisoryDisclosed: () => 'Published the advisory.',
}
