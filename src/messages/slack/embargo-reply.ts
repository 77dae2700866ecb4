import { formatLocalTime } from '../../release/calendar.ts'
import type { EmbargoEvent } from '../../release/lifecycle/embargo/evolve.ts'
import { describeEmbargoEvent } from '../security/describe-embargo-event.ts'
import { describeRehearsal } from '../security/describe-rehearsal.ts'
import { escapeMrkdwn, formatSlackProse } from './format/escape.ts'
import { formatSlackOriginator } from './format/people.ts'

type Lines<T extends EmbargoEvent['type']> = (
  event: Extract<EmbargoEvent, { type: T }>,
) => readonly string[] | null

const ignoreEvent = () => null

function describeLine(event: EmbargoEvent): readonly string[] | null {
  const what = describeEmbargoEvent(event, '')
  return what === null ? null : [formatSlackProse(what)]
}

/** What the security team reads of an embargo in the thread of its release. */
export const EMBARGO_LINES: { readonly [T in EmbargoEvent['type']]: Lines<T> } = {
  AdvisoryDraftRequested: ignoreEvent,
  AdvisoryDrafted: (event) => describeLine(event),
  FaultyCommitNamed: (event) => describeLine(event),
  AdvisorySeen: (event) => describeLine(event),
  DisclosureScheduled: ({ dueAt, timeZone, by }) => [
    `${formatSlackOriginator(by)} set the disclosure to ${escapeMrkdwn(formatLocalTime(dueAt, timeZone))}.`,
  ],
  CveRequested: (event) => describeLine(event),
  PreNotificationRequested: ignoreEvent,
  PreNotified: (event) => describeLine(event),
  RehearsalRequested: ignoreEvent,
  RehearsalFinished: ({ problems }) => [formatSlackProse(describeRehearsal(problems))],
  CodeDisclosed: ignoreEvent,
  ReleaseDisclosed: ignoreEvent,
  AdvisoryDisclosed: ignoreEvent,
}
