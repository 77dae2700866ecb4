import { openTicks, type Ticks } from '../github/ticks.ts'
import type { SandboxBlock, SandboxView } from './limits.ts'

/** A message as it stands in a channel. */
export interface SandboxMessage {
  readonly channel: string
  /** Slack's timestamp, which is its id. */
  readonly id: string
  /** The user who wrote it. */
  readonly by: string
  /** By the world's clock, in milliseconds. */
  readonly at: number
  readonly text: string
  readonly blocks: readonly SandboxBlock[]
  /** The message that its thread began with; null in the channel itself. */
  readonly thread: string | null
  /** When it was last changed; null where it never was. */
  readonly editedAt: number | null
}

/** What one person alone was shown. */
export interface EphemeralMessage {
  readonly channel: string
  readonly at: number
  readonly text: string
  readonly blocks: readonly SandboxBlock[]
  readonly thread: string | null
  /** `slack`: that the App did not answer. */
  readonly from: 'app' | 'slack'
}

/** A form that is open before someone. */
export interface OpenModal {
  readonly id: string
  readonly view: SandboxView
  /** What the App said is wrong with what was filled in, by block. */
  readonly errors: Readonly<Record<string, string>>
}

/** All that can be seen in the workspace. */
export interface SlackState {
  readonly messages: SandboxMessage[]
  /** The channel in which the App and a person talk, by the person. */
  readonly directs: Map<string, string>
  readonly ephemerals: Map<string, EphemeralMessage[]>
  readonly homes: Map<string, SandboxView>
  readonly modals: Map<string, OpenModal>
  readonly ticks: Ticks
}

export function openSeen(): SlackState {
  return {
    messages: [],
    directs: new Map(),
    ephemerals: new Map(),
    homes: new Map(),
    modals: new Map(),
    ticks: openTicks(),
  }
}

export function addMessage(seen: SlackState, message: SandboxMessage): void {
  seen.messages.push(message)
  seen.ticks.tick()
}

export function changeMessage(
  seen: SlackState,
  { channel, id }: Pick<SandboxMessage, 'channel' | 'id'>,
  change: Partial<SandboxMessage>,
): void {
  const at = seen.messages.findIndex((one) => one.channel === channel && one.id === id)
  const before = seen.messages[at]
  if (before) seen.messages[at] = { ...before, ...change }
  seen.ticks.tick()
}

export function addEphemeral(seen: SlackState, user: string, ephemeral: EphemeralMessage): void {
  seen.ephemerals.set(user, [...(seen.ephemerals.get(user) ?? []), ephemeral])
  seen.ticks.tick()
}
