import { z } from 'zod'

/**
 * Slack's limits of blocks and views (https://docs.slack.dev/reference/block-kit, https://docs.slack.dev/surfaces/views), as
 * far as there are blocks of these kinds; lengths in UTF-16. What is not known here is refused, as Slack refuses it.
 */
const createTextSchema = (most: number) =>
  z
    .string()
    .min(1)
    // By itself zod counts characters, of which some have two.
    .refine((text) => text.length <= most, `must be less than ${most + 1} characters`)
const createPlainTextSchema = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: createTextSchema(most),
    emoji: z.boolean().optional(),
  })
const createMrkdwnSchema = (most: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: createTextSchema(most),
    verbatim: z.boolean().optional(),
  })
const createAnyTextSchema = (most: number) =>
  z.discriminatedUnion('type', [createPlainTextSchema(most), createMrkdwnSchema(most)])
const ID = z.string().min(1).max(255)

const BUTTON = z.strictObject({
  type: z.literal('button'),
  action_id: ID,
  text: createPlainTextSchema(75),
  value: createTextSchema(2_000).optional(),
  url: z.url().max(3_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
})

const INPUT = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: ID,
  multiline: z.boolean().optional(),
  max_length: z.int().min(1).max(3_000).optional(),
})

const block = { block_id: ID.optional() }
const BLOCK = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), ...block, text: createPlainTextSchema(150) }),
  z
    .strictObject({
      type: z.literal('section'),
      ...block,
      text: createAnyTextSchema(3_000).optional(),
      fields: z.array(createAnyTextSchema(2_000)).min(1).max(10).optional(),
      accessory: BUTTON.optional(),
    })
    .refine((section) => section.text !== undefined || section.fields !== undefined, 'no text and no fields'),
  z.strictObject({
    type: z.literal('context'),
    ...block,
    elements: z.array(createAnyTextSchema(2_000)).min(1).max(10),
  }),
  z.strictObject({ type: z.literal('divider'), ...block }),
  z.strictObject({
    ...{
      type: z.literal('image'),
      ...block,
      image_url: z.url().max(3_000),
      alt_text: createTextSchema(2_000),
    },
    title: createPlainTextSchema(2_000).optional(),
  }),
  z.strictObject({ type: z.literal('actions'), ...block, elements: z.array(BUTTON).min(1).max(25) }),
  z.strictObject({ type: z.literal('input'), ...block, label: createPlainTextSchema(2_000), element: INPUT }),
])

const isOnce = (ids: readonly (string | undefined)[]) => {
  const said = ids.filter((id) => id !== undefined)
  return new Set(said).size === said.length
}
const blocks = (most: number) =>
  z
    .array(BLOCK)
    .max(most)
    .refine((all) => isOnce(all.map(({ block_id }) => block_id)), 'a block_id twice')

const MESSAGE = blocks(50).refine((all) => all.every(({ type }) => type !== 'input'), 'an input in a message')
const HOME = z.strictObject({
  type: z.literal('home'),
  blocks: blocks(100),
  private_metadata: createTextSchema(3_000).optional(),
})
const MODAL = z
  .strictObject({
    type: z.literal('modal'),
    callback_id: ID.optional(),
    private_metadata: createTextSchema(3_000).optional(),
    title: createPlainTextSchema(24),
    submit: createPlainTextSchema(24).optional(),
    close: createPlainTextSchema(24).optional(),
    blocks: blocks(100),
  })
  .refine(
    (modal) => modal.submit !== undefined || modal.blocks.every(({ type }) => type !== 'input'),
    'an input without submit',
  )

/** Slack cuts a longer text; here that is a mistake. */
const MOST_TEXT = 40_000

/** A block as it stands in a message or view. */
export type SandboxBlock = z.output<typeof BLOCK>
export type SandboxView = z.output<typeof HOME> | z.output<typeof MODAL>

/** What is read, or what Slack would say is wrong with it. */
type Checked<T> =
  | { readonly kind: 'right'; readonly value: T }
  | { readonly kind: 'wrong'; readonly error: string; readonly messages: readonly string[] }

/** Checks the blocks and the text of a message. */
export function checkMessage(given: unknown, shown: string): Checked<readonly SandboxBlock[]> {
  if (shown.length > MOST_TEXT) return { kind: 'wrong', error: 'msg_too_long', messages: [] }
  return check(MESSAGE, given ?? [], 'invalid_blocks')
}

/** Checks a view that opens, or a home that is published. */
export function checkView(given: unknown): Checked<SandboxView> {
  return check(z.union([HOME, MODAL]), given, 'invalid_arguments')
}

function check<T>(schema: z.ZodType<T>, given: unknown, error: string): Checked<T> {
  const read = schema.safeParse(given)
  if (read.success) return { kind: 'right', value: read.data }
  const messages = read.error.issues.map(
    ({ message, path }) => `[ERROR] ${message} [json-pointer:/${path.map(String).join('/')}]`,
  )
  return { kind: 'wrong', error, messages }
}
