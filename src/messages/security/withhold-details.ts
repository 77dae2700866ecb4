import type { Audience } from '../../release/audience.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import { type EventOf, type ReleaseEvent, releaseEventSchema } from '../../release/lifecycle/events.ts'
import { replay } from '../../release/lifecycle/evolve/evolve.ts'
import { isSecurityChange } from '../../release/lifecycle/security-fixes.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import type { OutsideCommit, PinnedPick, Planned, Untaken } from '../../release/lifecycle/words.ts'
import { createScrubber, type Scrub, WITHHELD_TITLE } from './scrub.ts'

/** A release as it is told to somebody: its state and its history. */
export interface ToldRelease {
  readonly release: OpenedRelease
  readonly events: readonly ReleaseEvent[]
}

/**
 * Returns a release as an audience may read of it. Of security fixes that are not published, only the security team reads
 * titles, identifiers, scores and notes; everybody else reads that there are some. The events keep their numbers, and the
 * state is the one that the events lead to.
 */
export function withholdDetails(told: ToldRelease, audience: Audience): ToldRelease {
  if (audience === 'security') return told
  const secrets = listSecretChanges(told)
  const isSecret = isEmbargoed(told.release)
  if (secrets.size === 0 && !isSecret) return told

  const titles = listTitles(told.events, secrets)
  const scrub = createScrubber({ titles, hasIdentifiers: isSecret })
  const events = scrubHistory(
    told.events.map((event) => withholdEvent(event, { secrets, isSecret })),
    scrub,
  )
  const release = replay(events)
  return release.status === 'unopened' ? told : { release, events }
}

/** Returns one event of a release as an audience may read of it. */
export function withholdEventDetails(
  event: ReleaseEvent,
  told: ToldRelease,
  audience: Audience,
): ReleaseEvent {
  if (audience === 'security') return event
  const secrets = listSecretChanges(told)
  const isSecret = isEmbargoed(told.release)
  if (secrets.size === 0 && !isSecret) return event
  const scrub = createScrubber({ titles: listTitles(told.events, secrets), hasIdentifiers: isSecret })
  const [withheld = event] = scrubHistory([withholdEvent(event, { secrets, isSecret })], scrub)
  return withheld
}

function scrubHistory(events: readonly ReleaseEvent[], scrub: Scrub): readonly ReleaseEvent[] {
  const replace = (_: string, value: unknown) => (typeof value === 'string' ? scrub(value) : value)
  return events.map((event) => releaseEventSchema.parse(JSON.parse(JSON.stringify(event, replace))))
}

type SecretChange = Pick<PinnedPick | Untaken, 'type' | 'security'> & { readonly mayBe?: string | undefined }

function isSecretChange(change: SecretChange): boolean {
  return isSecurityChange(change) || change.mayBe === 'security'
}

/** Every security fix that a plan of this release ever named, by its id, but for those that it has published. */
function listSecretChanges({ release, events }: ToldRelease): ReadonlySet<string> {
  const out = release.status === 'published' ? release.release.plan.picks : []
  const published = new Set(out.map(({ candidate }) => candidate))
  const named = listPlans(events).flatMap(({ picks, others = [], onLine = [] }) => [
    ...[...picks, ...others].filter(isSecretChange).map(({ candidate }) => candidate),
    ...(release.status === 'published' ? [] : onLine.filter(isSecretChange).map(({ commit }) => commit)),
  ])
  const assessed = events.flatMap((event) => (isSaidSecurity(event) ? [event.candidate] : []))
  const outside = release.status === 'published' ? [] : listOutside(events).filter(isSecretChange)
  const all = [...named, ...assessed, ...outside.map(({ candidate }) => candidate)]
  return new Set(all.filter((id) => !published.has(id)))
}

/** A change that somebody assessed as security, or that is an emergency for it before any plan names it. */
function isSaidSecurity(event: ReleaseEvent): event is EventOf<'Assessed' | 'EmergencyDeclared'> {
  if (event.type === 'Assessed') return event.assessment.type === 'security'
  return event.type === 'EmergencyDeclared' && event.emergency === 'critical-security'
}

function listPlans(events: readonly ReleaseEvent[]): readonly Planned[] {
  return events.flatMap((event) => (event.type === 'Planned' ? [event.plan] : []))
}

function listOutside(events: readonly ReleaseEvent[]): readonly OutsideCommit[] {
  return events.flatMap((event) => (event.type === 'OutsideCommitsJudged' ? event.commits : []))
}

function listTitles(events: readonly ReleaseEvent[], secrets: ReadonlySet<string>): readonly string[] {
  const titles = listPlans(events).flatMap(({ picks, others = [], onLine = [] }) => [
    ...[...picks, ...others].filter(({ candidate }) => secrets.has(candidate)).map(({ title }) => title),
    ...onLine.filter(({ commit }) => secrets.has(commit)).map(({ title }) => title),
  ])
  const outside = listOutside(events).filter(({ candidate }) => secrets.has(candidate))
  return [...new Set([...titles, ...outside.map(({ title }) => title)])]
}

interface Withholding {
  readonly secrets: ReadonlySet<string>
  /** Whether nothing of the notes may be read. */
  readonly isSecret: boolean
}

function withholdEvent(event: ReleaseEvent, { secrets, isSecret }: Withholding): ReleaseEvent {
  switch (event.type) {
    case 'Planned':
      return { ...event, plan: withholdPlan(event.plan, secrets) }
    case 'NotesDrafted':
    case 'NotesEdited':
      return isSecret ? { ...event, text: '' } : event
    case 'FlagsSeen':
      return withholdFlags(event, secrets)
    case 'OutsideCommitsJudged':
      return {
        ...event,
        commits: event.commits.map((one) =>
          secrets.has(one.candidate) ? { ...one, title: WITHHELD_TITLE } : one,
        ),
      }
    case 'TrackChanged':
    case 'Excepted':
    case 'PickDropped':
      return isSecret ? { ...event, because: WITHHELD_TITLE } : event
    case 'EmergencyDeclared':
      return secrets.has(event.candidate) ? { ...event, because: WITHHELD_TITLE } : event
    case 'Assessed':
      return secrets.has(event.candidate)
        ? { ...event, assessment: { ...event.assessment, note: null } }
        : event
    default:
      return event
  }
}

function withholdPlan(plan: Planned, secrets: ReadonlySet<string>): Planned {
  return {
    ...plan,
    picks: plan.picks.map((pick) =>
      secrets.has(pick.candidate) ? { ...pick, title: WITHHELD_TITLE, flags: [] } : pick,
    ),
    ...(plan.others && {
      others: plan.others.map((one) =>
        secrets.has(one.candidate) ? { ...one, title: WITHHELD_TITLE, because: WITHHELD_TITLE } : one,
      ),
    }),
    ...(plan.onLine && {
      onLine: plan.onLine.map((one) => (secrets.has(one.commit) ? { ...one, title: WITHHELD_TITLE } : one)),
    }),
  }
}

function withholdFlags(
  event: Extract<ReleaseEvent, { type: 'FlagsSeen' }>,
  secrets: ReadonlySet<string>,
): ReleaseEvent {
  const [kept, dropped] = [
    event.flags.filter(({ candidate }) => !secrets.has(candidate)),
    event.flags.filter(({ candidate }) => secrets.has(candidate)),
  ]
  const words = new Set(dropped.flatMap(({ flags }) => flags))
  return { ...event, flags: kept, news: event.news.filter((one) => !words.has(one)) }
}
