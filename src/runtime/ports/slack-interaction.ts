import { z } from 'zod'

/** The buttons of a question. */
export const BUTTON_ACTIONS = ['go', 'no-go', 'hold', 'roll-back'] as const
export type ButtonAction = (typeof BUTTON_ACTIONS)[number]

/** The `action_id` of a button: what comes back when it is pressed. */
export function formatActionId<const P extends ButtonAction>(press: P): `release-captain:${P}` {
  return `release-captain:${press}`
}

/** The form that asks why no-go: its `callback_id`, and the `block_id` and `action_id` of its one field. */
export const REASON = { form: 'release-captain:reason', field: 'because' } as const

const by = {
  workspace: z.string(),
  /** Slack's id of who did it; what they may do follows from who they proved to be. */
  user: z.string(),
  /** Where an answer to them alone may be put, for half an hour. */
  answerUrl: z.string().nullable(),
  /** When, in seconds since 1970. */
  at: z.number(),
}

/** What somebody did in Slack, after its signature was checked: as it is put on record. */
export const slackInteractionSchema = z
  .discriminatedUnion('kind', [
    /** A button of a question, with the reason where one was asked for. */
    z.strictObject({
      kind: z.literal('press'),
      ...by,
      channel: z.string(),
      message: z.string(),
      thread: z.string().nullable(),
      press: z.enum(BUTTON_ACTIONS),
      /** What we put on the button: opaque here. */
      value: z.string(),
      because: z.string().nullable(),
    }),
    /** `/release …`: the words behind it. */
    z.strictObject({ kind: z.literal('command'), ...by, channel: z.string(), text: z.string() }),
    /** Somebody opened the App's home. */
    z.strictObject({ kind: z.literal('home'), ...by }),
  ])
  .readonly()
export type SlackInteraction = z.output<typeof slackInteractionSchema>
