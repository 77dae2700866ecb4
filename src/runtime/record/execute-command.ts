import type { Channel } from '../../release/audience.ts'
import type { Command } from '../../release/lifecycle/commands.ts'
import { decide } from '../../release/lifecycle/decide/decide.ts'
import { isEmbargoed } from '../../release/lifecycle/disclosure.ts'
import { EFFECTS, type Effect, isChannelEffect } from '../../release/lifecycle/effects.ts'
import { type ReleaseEvent, releaseEventSchema } from '../../release/lifecycle/events.ts'
import { evolve } from '../../release/lifecycle/evolve/evolve.ts'
import { react } from '../../release/lifecycle/react/react.ts'
import type { CommandRefusal } from '../../release/lifecycle/refusals.ts'
import { type Release, UNOPENED } from '../../release/lifecycle/state.ts'
import type { Originator } from '../../release/lifecycle/who.ts'
import { type AnyEffect, appendEvents, readEvents } from '../../store/events/events.ts'
import { lockRelease } from '../../store/events/releases.ts'
import type { Topic } from '../../store/jobs/topic.ts'
import type { Unit } from '../../store/transaction.ts'
import { summarize } from './release-summary.ts'
import { enqueueTimer } from './timer.ts'

/** A release as the record has it. */
export interface Loaded {
  readonly id: string
  readonly release: Release
  readonly events: readonly ReleaseEvent[]
}

/** `77:v2.0.1`: the repository's id, which stays when it is renamed, and the version. */
export function createReleaseId(repositoryId: number, version: string): string {
  return `${repositoryId}:${version}`
}

/** The id of the repository that a release belongs to. */
export function parseRepositoryId(id: string): number {
  const repository = Number(id.slice(0, id.indexOf(':')))
  if (!Number.isSafeInteger(repository)) throw new Error(`${id} names no release`)
  return repository
}

/** Reads a release from its events; unopened where it has none. */
export async function loadRelease(unit: Unit, id: string): Promise<Loaded> {
  const recorded = await readEvents(unit, { release: id, after: 0, schema: releaseEventSchema })
  const events = recorded.map(({ event }) => event)
  return { id, release: events.reduce(evolve, UNOPENED), events }
}

/** What became of a command or a fact. */
export type CommandResult =
  | { readonly kind: 'accepted'; readonly events: readonly ReleaseEvent[]; readonly release: Release }
  | { readonly kind: 'refused'; readonly refusal: CommandRefusal; readonly release: Release }

/**
 * Loads, decides, appends, and puts the effects to work, in one transaction (design §3.3). Others who write to the same
 * release wait for the commit; two who open it at once meet at its first row, where the later one fails and tries again.
 */
export async function executeCommand(unit: Unit, id: string, command: Command): Promise<CommandResult> {
  await lockRelease(unit, id)
  const { release, events } = await loadRelease(unit, id)
  const decision = decide(release, command)
  if (decision.kind === 'refused') return { ...decision, release }
  if (decision.events.length === 0) return { kind: 'accepted', events: [], release }

  const { after, effects } = advanceAndReact(release, decision.events)
  const unsaid = 'asker' in command ? effects.filter((effect) => !isAnswered(effect)) : effects
  if (after.status === 'unopened') throw new Error(`${id} has events and is not open`)
  const appended = await appendEvents(unit, {
    release: id,
    expectedVersion: events.length,
    events: decision.events,
    by: formatName(decision.events[0]?.by),
    at: command.at,
    effects: assignLanes(id, unsaid),
    projection: {
      repository: String(parseRepositoryId(id)),
      open: after.status === 'open',
      embargoed: isEmbargoed(after),
      summary: summarize(after),
      ...(command.type === 'PastReleaseFound' && { listedAt: command.release.publishedAt }),
    },
  })
  if (appended.kind === 'conflict') throw new Error(`${id} was opened by another process at the same moment`)
  await enqueueTimer(unit, id, { release: after, now: command.at })
  return { kind: 'accepted', events: decision.events, release: after }
}

/** Whoever asked for the branch reads in the answer that it is not made. */
function isAnswered(effect: Effect): boolean {
  return effect.kind === 'tell' && effect.event.type === 'CutDeclined'
}

function advanceAndReact(release: Release, events: readonly ReleaseEvent[]) {
  const effects: Effect[] = []
  let after = release
  for (const event of events) {
    after = evolve(after, event)
    effects.push(...react(after, event))
  }
  return { after, effects }
}

function formatName(by: Originator | undefined): string {
  return by?.kind === 'person' ? `${by.person.login} (${by.person.id})` : (by?.kind ?? 'rule')
}

/**
 * What changes the course of a release is done in order; what only shows it does not hold that up, and a chat that is
 * down holds up nothing but itself. What is drawn is drawn once after a decision, however many events it has.
 */
function assignLanes(id: string, effects: readonly Effect[]): AnyEffect[] {
  const drawings = new Map(
    effects.filter(({ kind }) => EFFECTS[kind].showsState).map((effect) => [getDrawnThing(effect), effect]),
  )
  return effects
    .filter((effect) => (drawings.get(getDrawnThing(effect)) ?? effect) === effect)
    .map((effect) => ({
      topic: getTopic(effect),
      key: effect.key,
      type: effect.kind,
      payload: effect,
      lane: getLane(id, effect),
      at: null,
    }))
}

/** What waits for the machines that releases are deployed to, and keeps nothing of GitHub waiting. */
const ROLLOUT_LANES: readonly string[] = ['rollback', 'deployment', 'drill', 'metrics']

function getTopic(effect: Effect): Topic {
  if (isChannelEffect(effect)) return 'messages'
  const { lane } = EFFECTS[effect.kind]
  return ROLLOUT_LANES.includes(lane) ? 'rollouts' : 'effects'
}

function getDrawnThing(effect: Effect): string {
  switch (effect.kind) {
    case 'draw-question':
      return `${effect.kind} ${formatChannel(effect.channel)} ${effect.prompt}`
    case 'announce':
      return `${effect.kind} ${formatChannel(effect.channel)} ${effect.what}`
    case 'draw-card':
      return `${effect.kind} ${formatChannel(effect.channel)}`
    default:
      return effect.kind
  }
}

/** `slack #releases` */
export function formatChannel({ medium, name }: Channel): string {
  return `${medium} #${name}`
}

/** The lane in which a release is shown to people. */
export function getDisplayLane(id: string): string {
  return `${id}:shown`
}

function getLane(id: string, effect: Effect): string {
  if (isChannelEffect(effect)) return `${id}:${formatChannel(effect.channel)}`
  switch (EFFECTS[effect.kind].lane) {
    case 'display':
      return getDisplayLane(id)
    case 'rollback':
    case 'deployment':
    case 'drill':
    case 'metrics':
    case 'notices':
    case 'proofs':
      return `${id}:${EFFECTS[effect.kind].lane}`
    case 'release':
    case 'channel':
      return id
  }
}
