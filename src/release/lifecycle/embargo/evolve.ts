import type { EventOf, ReleaseEvent } from '../events.ts'
import type { Embargo } from './state.ts'

/** What happens to an embargo. */
export type EmbargoEvent = EventOf<
  | 'AdvisoryDraftRequested'
  | 'AdvisoryDrafted'
  | 'FaultyCommitNamed'
  | 'AdvisorySeen'
  | 'DisclosureScheduled'
  | 'RehearsalRequested'
  | 'RehearsalFinished'
  | 'CveRequested'
  | 'PreNotificationRequested'
  | 'PreNotified'
  | 'CodeDisclosed'
  | 'ReleaseDisclosed'
  | 'AdvisoryDisclosed'
>

/** What is true of an embargo after an event of it. */
export function evolveEmbargo(embargo: Embargo | null, event: EmbargoEvent): Embargo | null {
  if (embargo === null) return null
  switch (event.type) {
    case 'AdvisoryDrafted':
      return { ...embargo, advisory: event.advisory }
    case 'FaultyCommitNamed':
      return { ...embargo, introducedBy: event.commit }
    case 'AdvisorySeen':
      return { ...embargo, seen: event.advisory }
    case 'DisclosureScheduled': {
      const { dueAt, timeZone, by } = event
      return { ...embargo, disclosing: { dueAt, timeZone, by: by.kind === 'person' ? by.person : null } }
    }
    case 'RehearsalRequested':
      return { ...embargo, rehearsal: { dueAt: event.dueAt, problems: null } }
    case 'RehearsalFinished':
      return {
        ...embargo,
        rehearsal: embargo.rehearsal && { ...embargo.rehearsal, problems: event.problems },
      }
    case 'AdvisoryDraftRequested':
    case 'CveRequested':
      return embargo
    case 'PreNotificationRequested':
      return { ...embargo, notice: { dueAt: event.dueAt, isSent: false } }
    case 'PreNotified':
      return { ...embargo, notice: embargo.notice && { ...embargo.notice, isSent: true } }
    case 'CodeDisclosed':
      return { ...embargo, isCodeOut: true }
    case 'ReleaseDisclosed':
      return { ...embargo, releaseUrl: event.url }
    case 'AdvisoryDisclosed':
      return embargo.seen ? { ...embargo, seen: { ...embargo.seen, state: 'published' } } : embargo
  }
}

const TYPES: { readonly [T in EmbargoEvent['type']]: true } = {
  AdvisoryDraftRequested: true,
  AdvisoryDrafted: true,
  FaultyCommitNamed: true,
  AdvisorySeen: true,
  DisclosureScheduled: true,
  RehearsalRequested: true,
  RehearsalFinished: true,
  CveRequested: true,
  PreNotificationRequested: true,
  PreNotified: true,
  CodeDisclosed: true,
  ReleaseDisclosed: true,
  AdvisoryDisclosed: true,
}

/** Checks whether an event happened to an embargo. */
export function isEmbargoEvent(event: ReleaseEvent): event is EmbargoEvent {
  return Object.hasOwn(TYPES, event.type)
}
