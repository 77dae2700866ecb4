import { createHash } from 'node:crypto'
import { Refused } from '../../../release/refusal.ts'
import { findPost, type Post, savePost } from '../../../store/links/posts.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { Chat, Posted } from '../../ports/chat.ts'

/** A message that is to stand in a channel, and what it shows now. */
export interface MessageToUpsert<Message> {
  readonly chat: Chat<Message>
  /** The channel as the policy names it, for the record and for people: `slack #releases`. */
  readonly place: string
  /** Of the medium, as `chat.channel` gave it. */
  readonly channel: string
  readonly thread: string | null
  /** By which it is known again. */
  readonly mark: string
  readonly message: Message
  /** It cannot be older: seconds since 1970. */
  readonly since: number
  /** What to do where it does not stand: post it, post it also where somebody deleted it, or leave it so. */
  readonly missing: 'post' | 'post-again' | 'leave'
  /** Whether an attempt before this one may have posted it. */
  readonly triedBefore: boolean
}

/** Where it stands now, and what is to be written of it. */
export interface UpsertedMessage {
  /** Null where it does not stand, and is not to. */
  readonly posted: Posted | null
  /** Whether it was not on record before. */
  readonly isNew: boolean
  readonly write: (unit: Unit) => Promise<void>
}

/** What of the world is needed for it. */
type UpsertContext = Pick<RuntimeDependencies, 'store' | 'now'>

const doNothing = async () => undefined

/**
 * Has a message stand and show what it is to show (design, law 1): what the record knows is edited, or left alone where it
 * shows that already; what it does not know is looked for by its mark, since the answer to its post may have been lost;
 * and only then it is posted.
 *
 * @throws {Refused} where the medium lets nobody look, and it may stand already
 */
export async function upsertMessage<Message>(
  deps: UpsertContext,
  standing: MessageToUpsert<Message>,
): Promise<UpsertedMessage> {
  const { chat, place, mark, message, missing } = standing
  const known = await deps.store.transact((unit) => findPost(unit, place, mark))
  const digest = computeDigest(message)
  if (known?.message === UNCERTAIN) return { posted: null, isNew: false, write: doNothing }
  if (known?.digest === digest) return { posted: toPosted(known), isNew: false, write: doNothing }

  const found = known ? toPosted(known) : await find(deps, standing)
  if (found && (await chat.edit(found, message)))
    return toUpserted(deps, standing, { posted: found, digest, isNew: known === null })
  if (missing === 'leave' || (found && missing === 'post'))
    return { posted: null, isNew: false, write: doNothing }

  const posted = await postMessage(standing, found !== null)
  return toUpserted(deps, standing, { posted, digest, isNew: true })
}

/** In the place of one that somebody deleted there may stand another already, whose answer was lost. */
async function postMessage<Message>(standing: MessageToUpsert<Message>, isDeleted: boolean): Promise<Posted> {
  const { chat, channel, thread, message, mark, since } = standing
  const at = { channel, thread }
  if (!isDeleted) return chat.post(at, message, mark)

  const anew = `${mark}:anew`
  const second = await chat.find(at, anew, since)
  if (second !== null && second !== 'unknown' && (await chat.edit(second, message))) return second
  return chat.post(at, message, anew)
}

/** On record in the place of a message of which nobody can tell whether it stands. */
const UNCERTAIN = ''

async function find<Message>(
  deps: UpsertContext,
  standing: MessageToUpsert<Message>,
): Promise<Posted | null> {
  const { chat, channel, thread, mark, since, place, triedBefore } = standing
  const found = await chat.find({ channel, thread }, mark, since)
  if (found !== 'unknown') return found
  if (!triedBefore) return null

  const shownAt = deps.now()
  await deps.store.transact((unit) =>
    savePost(unit, { place, mark, channel, message: UNCERTAIN, thread, digest: '', shownAt }),
  )
  throw new Refused({
    kind: 'repository',
    what: `A message was posted to ${place}, but its answer was lost, and without permission to read there Release Captain can't tell whether it exists.`,
    next: "Check the channel. The message isn't posted again or updated. Use a bot token instead of a webhook to avoid this.",
  })
}

function toUpserted<Message>(
  { now }: UpsertContext,
  { place, mark, thread }: MessageToUpsert<Message>,
  {
    posted,
    digest,
    isNew,
  }: Pick<UpsertedMessage, 'isNew'> & { readonly posted: Posted; readonly digest: string },
): UpsertedMessage {
  const { channel, id: message } = posted
  const post: Post = { place, mark, channel, message, thread, digest, shownAt: now() }
  return { posted, isNew, write: (unit) => savePost(unit, post) }
}

function toPosted({ channel, message: id }: Post): Posted {
  return { channel, id }
}

function computeDigest(message: unknown): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex')
}
