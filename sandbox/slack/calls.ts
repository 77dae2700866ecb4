import { z } from 'zod'
import { checkMessage, checkView } from './limits.ts'
import { addEphemeral, addMessage, changeMessage, type SlackState } from './state.ts'
import type { Kind, SlackFields, SlackWorkspace } from './workspace.ts'

/** What the calls work with. */
export interface SlackCallContext {
  readonly workspace: SlackWorkspace
  readonly seen: SlackState
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** What kind of user someone is, by their id. */
  readonly kinds: ReadonlyMap<string, Kind>
  /** Who pressed or said what a trigger came of. */
  readonly triggers: Map<string, string>
}

/** A call of the App's, its token good: the fields, and the answer as Slack itself would give it. */
interface PassingSlackCall {
  readonly method: string
  readonly given: SlackFields
  readonly pass: () => Promise<SlackFields>
}

const TEXT = z.object({ text: z.string().default(''), thread_ts: z.string().optional() })
const POSTED = z.object({ ok: z.literal(true), channel: z.string(), ts: z.string() })
const DONE = z.object({ ok: z.literal(true) })
const OPENED = z.object({ ok: z.literal(true), view: z.object({ id: z.string() }) })

/**
 * Plays a call: emulate answers, and we add what it lacks: Slack's limits of blocks, times by the world's clock, what a
 * user is, and what can be seen afterwards.
 */
export async function playCall(scope: SlackCallContext, passing: PassingSlackCall): Promise<SlackFields> {
  switch (passing.method) {
    case 'chat.postMessage':
    case 'chat.update':
    case 'chat.postEphemeral':
      return playMessage(scope, passing)
    case 'views.open':
    case 'views.publish':
      return playView(scope, passing)
    case 'conversations.history':
    case 'conversations.replies':
      return playHistory(scope, passing)
    case 'users.info':
      return playUser(scope, passing)
    case 'bots.info':
      return playBot(scope, passing)
    default:
      return passing.pass()
  }
}

async function playMessage(
  scope: SlackCallContext,
  { method, given, pass }: PassingSlackCall,
): Promise<SlackFields> {
  const { workspace, seen, now } = scope
  const { text, thread_ts: thread = null } = TEXT.parse(given)
  const checked = checkMessage(parseJson(given['blocks']), text)
  if (checked.kind === 'wrong') return createWrong(checked)
  if (method === 'chat.postMessage' && !isIn(scope, given)) return { ok: false, error: 'not_in_channel' }
  const answer = await pass()
  const at = now()
  const shown = { at, text, blocks: checked.value, thread }
  if (method === 'chat.postEphemeral') {
    if (DONE.safeParse(answer).success) {
      addEphemeral(seen, String(given['user']), { ...shown, channel: String(given['channel']), from: 'app' })
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

/** emulate lets everyone write in a public channel; Slack lets an App only where it is. */
function isIn({ workspace }: SlackCallContext, { channel }: SlackFields): boolean {
  return !workspace.outside.has(String(channel))
}

async function playView(
  scope: SlackCallContext,
  { method, given, pass }: PassingSlackCall,
): Promise<SlackFields> {
  const { seen, triggers } = scope
  const checked = checkView(parseJson(given['view']))
  if (checked.kind === 'wrong') return createWrong(checked)
  const answer = await pass()
  const opened = OPENED.safeParse(answer)
  if (!opened.success) return answer
  if (method === 'views.publish') seen.homes.set(String(given['user_id']), checked.value)
  const asked = triggers.get(String(given['trigger_id']))
  if (method === 'views.open' && asked !== undefined) {
    seen.modals.set(asked, { id: opened.data.view.id, view: checked.value, errors: {} })
  }
  seen.ticks.tick()
  return answer
}

const PAST = z.looseObject({
  ok: z.literal(true),
  messages: z.array(z.looseObject({ ts: z.string(), metadata: z.unknown().optional() })),
})

/** emulate looks at no times, and gives metadata to who did not ask for it. */
async function playHistory(
  { seen }: SlackCallContext,
  { given, pass }: PassingSlackCall,
): Promise<SlackFields> {
  const passed = await pass()
  const answer = PAST.safeParse(passed)
  if (!answer.success) return passed
  const oldest = Number(given['oldest'] ?? 0)
  const parseTimestamp = (ts: string) => (seen.messages.find(({ id }) => id === ts)?.at ?? 0) / 1000
  const isAsked = String(given['include_all_metadata'] ?? 'false') === 'true'
  const messages = answer.data.messages
    .filter(({ ts }) => ts === given['ts'] || parseTimestamp(ts) >= oldest)
    .map(({ metadata, ...rest }) => (isAsked && metadata !== undefined ? { ...rest, metadata } : rest))
  return { ...answer.data, messages }
}

const USER = z.looseObject({
  ok: z.literal(true),
  user: z.looseObject({ id: z.string(), team_id: z.string() }),
})

async function playUser({ kinds }: SlackCallContext, { pass }: PassingSlackCall): Promise<SlackFields> {
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
async function playBot({ workspace }: SlackCallContext, { pass }: PassingSlackCall): Promise<SlackFields> {
  const answer = await pass()
  const read = BOT.safeParse(answer)
  return read.success ? { ...read.data, bot: { ...read.data.bot, app_id: workspace.app.id } } : answer
}

function createWrong({
  error,
  messages,
}: {
  readonly error: string
  readonly messages: readonly string[]
}): SlackFields {
  return { ok: false, error, errors: messages, response_metadata: { messages } }
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}
