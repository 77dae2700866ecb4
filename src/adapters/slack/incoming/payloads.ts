import { z } from 'zod'
import {
  BUTTON_ACTIONS,
  formatActionId,
  REASON,
  type SlackInteraction,
} from '../../../runtime/ports/slack-interaction.ts'

/** In which workspace, and for which App. A whole organization of Enterprise Grid has no workspace here. */
export const ADDRESSED = z.object({
  api_app_id: z.string(),
  team_id: z.string().nullish(),
  team: z.object({ id: z.string() }).nullish(),
  is_enterprise_install: z.union([z.boolean(), z.stringbool()]).nullish(),
})

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const CLICKED = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  container: z.object({
    channel_id: z.string(),
    message_ts: z.string(),
    thread_ts: z.string().optional(),
  }),
  message: z.object({ text: z.string().default(''), thread_ts: z.string().optional() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().default('') })).min(1),
})

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
const COMMANDED = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  text: z.string().default(''),
  response_url: z.string().optional(),
})

/** https://docs.slack.dev/reference/events/app_home_opened */
const OPENED = z.object({ event: z.object({ user: z.string(), tab: z.string().default('home') }) })

/** What the form of No-go carries along: where it was pressed. */
const CARRIED = z.strictObject({
  channel: z.string(),
  message: z.string(),
  thread: z.string().nullable(),
  value: z.string(),
  answerUrl: z.string().nullable(),
})

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
const SUBMITTED = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    private_metadata: z.string(),
    state: z.object({
      values: z.object({
        [REASON.field]: z.object({ [REASON.field]: z.object({ value: z.string().nullish() }) }),
      }),
    }),
  }),
})

/** In which workspace something was done, and when it came, in seconds since 1970. */
interface TakenRequest {
  readonly workspace: string
  readonly at: number
}

type ButtonClick = Extract<SlackInteraction, { kind: 'press' }>

/** A press, and what a form needs to be opened for it. */
export interface ParsedClick {
  readonly press: ButtonClick
  readonly trigger: string
  /** What the message says in short. */
  readonly about: string
}

/** Reads a press; null where it is none of ours. */
export function parseClick(body: unknown, taken: TakenRequest): ParsedClick | null {
  const read = CLICKED.safeParse(body)
  if (!read.success) return null
  const { user, trigger_id: trigger, response_url: answerUrl = null, container, message, actions } = read.data
  const [action] = actions
  const press = BUTTON_ACTIONS.find((one) => formatActionId(one) === action?.action_id)
  if (!press || !action) return null
  const thread = container.thread_ts ?? message?.thread_ts ?? null
  const where = {
    channel: container.channel_id,
    message: container.message_ts,
    // What begins a thread has its own time there.
    thread: thread === container.message_ts ? null : thread,
  }
  const by = { ...taken, user: user.id, answerUrl }
  return {
    press: { kind: 'press', ...by, ...where, press, value: action.value, because: null },
    trigger,
    about: message?.text ?? '',
  }
}

/** `/release` alone asks for help. */
export function parseCommand(body: unknown, taken: TakenRequest): SlackInteraction | null {
  const read = COMMANDED.safeParse(body)
  if (!read.success) return null
  const { user_id: user, channel_id: channel, text, response_url: answerUrl = null } = read.data
  const said = text.trim()
  return { kind: 'command', ...taken, user, channel, answerUrl, text: said === '' ? 'help' : said }
}

/** Null where it is no opening of the home: the App's messages open on another tab. */
export function parseHomeOpening(body: unknown, taken: TakenRequest): SlackInteraction | null {
  const read = OPENED.safeParse(body)
  if (!read.success || read.data.event.tab !== 'home') return null
  return { kind: 'home', ...taken, user: read.data.event.user, answerUrl: null }
}

/** What was pressed, for the form that asks why. */
export function serializeClick({ channel, message, thread, value, answerUrl }: ButtonClick): string {
  return JSON.stringify({ channel, message, thread, value, answerUrl } satisfies z.input<typeof CARRIED>)
}

/** The press of No-go with its reason; null where the form is none of ours. */
export function parseReasonForm(body: unknown, taken: TakenRequest): ButtonClick | null {
  const read = SUBMITTED.safeParse(body)
  if (!read.success) return null
  const { user, view } = read.data
  const pressed = CARRIED.safeParse(parseJson(view.private_metadata))
  if (!pressed.success) return null
  const because = view.state.values[REASON.field][REASON.field].value?.trim() ?? ''
  return {
    kind: 'press',
    ...taken,
    ...pressed.data,
    user: user.id,
    press: 'no-go',
    because: because === '' ? null : because,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
