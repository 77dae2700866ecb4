import { z } from 'zod'
import { checkMessage, checkView } from './limits.ts'
import { addMessage, addWhisper, changeMessage, type Seen } from './seen.ts'
import type { Given, Kind, Workspace } from './workspace.ts'

/** What the calls work with. */
export interface Scene {
  readonly workspace: Workspace
  readonly seen: Seen
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** What kind of user somebody is, by their id. */
  readonly kinds: ReadonlyMap<string, Kind>
  /** Who pressed or said what a trigger came of. */
  readonly triggers: Map<string, string>
}

/** A call of the App's, its token good: the fields, and the answer as Slack itself would give it. */
export interface Passing {
  readonly method: string
  readonly given: Given
  readonly pass: () => Promise<Given>
}

const TEXT = z.object({ text: z.string().default(''), thread_ts: z.string().optional() })
const POSTED = z.object({ ok: z.literal(true), channel: z.string(), ts: z.string() })
const DONE = z.object({ ok: z.literal(true) })
const OPENED = z.object({ ok: z.literal(true), view: z.object({ id: z.string() }) })

/**
 * Plays a call: emulate answers, and we add what it lacks: Slack's limits of blocks, times by the world's clock, what a
 * user is, and what can be seen afterwards.
 */
export async function play(scene: Scene, passing: Passing): Promise<Given> {
  switch (passing.method) {
    case 'chat.postMessage':
    case 'chat.update':
    case 'chat.postEphemeral':
      return message(scene, passing)
    case 'views.open':
    case 'views.publish':
      return view(scene, passing)
    case 'conversations.history':
    case 'conversations.replies':
      return past(scene, passing)
    case 'users.info':
      return user(scene, passing)
    case 'bots.info':
      return bot(scene, passing)
    default:
      return passing.pass()
  }
}

async function message(scene: Scene, { method, given, pass }: Passing): Promise<Given> {
  const { workspace, seen, now } = scene
  const { text, thread_ts: thread = null } = TEXT.parse(given)
  const checked = checkMessage(jsonIn(given['blocks']), text)
  if (checked.kind === 'wrong') return wrong(checked)
  if (method === 'chat.postMessage' && !isIn(scene, given)) return { ok: false, error: 'not_in_channel' }
  const answer = await pass()
  const at = now()
  const shown = { at, text, blocks: checked.value, thread }
  if (method === 'chat.postEphemeral') {
    if (DONE.safeParse(answer).success) {
      addWhisper(seen, String(given['user']), { ...shown, channel: String(given['channel']), from: 'app' })
    }
    return answer
  }
  const posted = POSTED.safeParse(answer)
  if (!posted.success) return answer
  const where = { channel: posted.data.channel, id: posted.data.ts }
  const isDirect = [...workspace.people.values()].includes(String(given['channel']))
  if (isDirect) seen.directs.set(String(given['channel']), where.channel)
  if (method === 'chat.update') changeMessage(seen, where, { text, blocks: checked.value, editedAt: at })
  else addMessage(seen, { ...shown, ...where, by: workspace.app.user, editedAt: null })
  return answer
}

/** emulate lets everybody write in a public channel; Slack lets an App only where it is. */
function isIn({ workspace }: Scene, { channel }: Given): boolean {
  return !workspace.outside.has(String(channel))
}

async function view(scene: Scene, { method, given, pass }: Passing): Promise<Given> {
  const { seen, triggers } = scene
  const checked = checkView(jsonIn(given['view']))
  if (checked.kind === 'wrong') return wrong(checked)
  const answer = await pass()
  const opened = OPENED.safeParse(answer)
  if (!opened.success) return answer
  if (method === 'views.publish') seen.homes.set(String(given['user_id']), checked.value)
  const asked = triggers.get(String(given['trigger_id']))
  if (method === 'views.open' && asked !== undefined) {
    seen.modals.set(asked, { id: opened.data.view.id, view: checked.value, errors: {} })
  }
  seen.pulse.beat()
  return answer
}

const PAST = z.looseObject({
  ok: z.literal(true),
  messages: z.array(z.looseObject({ ts: z.string(), metadata: z.unknown().optional() })),
})

/** emulate looks at no times, and gives metadata to who did not ask for it. */
async function past({ seen }: Scene, { given, pass }: Passing): Promise<Given> {
  const passed = await pass()
  const answer = PAST.safeParse(passed)
  if (!answer.success) return passed
  const oldest = Number(given['oldest'] ?? 0)
  const atOf = (ts: string) => (seen.messages.find(({ id }) => id === ts)?.at ?? 0) / 1000
  const isAsked = String(given['include_all_metadata'] ?? 'false') === 'true'
  const messages = answer.data.messages
    .filter(({ ts }) => ts === given['ts'] || atOf(ts) >= oldest)
    .map(({ metadata, ...rest }) => (isAsked && metadata !== undefined ? { ...rest, metadata } : rest))
  return { ...answer.data, messages }
}

const USER = z.looseObject({
  ok: z.literal(true),
  user: z.looseObject({ id: z.string(), team_id: z.string() }),
})

async function user({ kinds }: Scene, { pass }: Passing): Promise<Given> {
  const answer = await pass()
  const read = USER.safeParse(answer)
  if (!read.success) return answer
  const kind = kinds.get(read.data.user.id) ?? 'member'
  return {
    ...read.data,
    user: {
      ...read.data.user,
      is_restricted: kind === 'guest' || kind === 'channel-guest',
      is_ultra_restricted: kind === 'channel-guest',
      ...(kind === 'stranger' ? { is_stranger: true, team_id: 'T0ELSEWHERE' } : {}),
      ...(kind === 'bot' ? { is_bot: true } : {}),
      ...(kind === 'gone' ? { deleted: true } : {}),
    },
  }
}

const BOT = z.looseObject({ ok: z.literal(true), bot: z.looseObject({}) })

/** emulate does not tell whose bot it is. */
async function bot({ workspace }: Scene, { pass }: Passing): Promise<Given> {
  const answer = await pass()
  const read = BOT.safeParse(answer)
  return read.success ? { ...read.data, bot: { ...read.data.bot, app_id: workspace.app.id } } : answer
}

function wrong({ error, messages }: { readonly error: string; readonly messages: readonly string[] }): Given {
  return { ok: false, error, errors: messages, response_metadata: { messages } }
}

function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}
