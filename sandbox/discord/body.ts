import { z } from 'zod'
import { DiscordProblem, problems } from './problem.ts'

/** Discord's limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const TOGETHER = 6_000

const createTextSchema = (most: number) =>
  z.string().max(most, { error: `Must be ${most} or fewer in length.` })
const createFilledSchema = (most: number) =>
  createTextSchema(most).min(1, { error: 'This field is required' })

const embed = z.object({
  title: createTextSchema(256).optional(),
  url: createTextSchema(2_048)
    .regex(/^https?:\/\/[^\s/]+/, { error: 'Not a well formed URL.' })
    .optional(),
  description: createTextSchema(4_096).optional(),
  color: z.int().min(0).max(0xffffff).optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  footer: z.object({ text: createTextSchema(2_048) }).optional(),
  fields: z
    .array(
      z.object({
        name: createFilledSchema(256),
        value: createFilledSchema(1_024),
        inline: z.boolean().default(false),
      }),
    )
    .max(25, { error: 'Must be 25 or fewer in length.' })
    .default([]),
})
export type EmbedBody = z.output<typeof embed>

const body = z.object({
  content: createTextSchema(2_000).default(''),
  embeds: z.array(embed).max(10, { error: 'Must be 10 or fewer in length.' }).default([]),
  nonce: createTextSchema(25).optional(),
  enforce_nonce: z.boolean().default(false),
  allowed_mentions: z
    .object({ parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional() })
    .optional(),
  message_reference: z
    .object({ message_id: z.string(), fail_if_not_exists: z.boolean().default(true) })
    .optional(),
  flags: z.int().optional(),
})
export type MessageBody = z.output<typeof body>

/** The body of a message, as Discord takes it. @throws {DiscordProblem} 50035 with what is wrong by its fields, 50006 */
export function parseBody(json: unknown): MessageBody {
  const read = body.safeParse(json)
  if (!read.success)
    throw new DiscordProblem(400, 50_035, 'Invalid Form Body', collectErrors(read.error.issues))
  if (read.data.content === '' && read.data.embeds.length === 0) throw problems.empty()
  if (measureLength(read.data.embeds) > TOGETHER) {
    const message = `Embed size exceeds maximum size of ${TOGETHER}`
    const _errors = [{ code: 'MAX_EMBED_SIZE_EXCEEDED', message }]
    throw new DiscordProblem(400, 50_035, 'Invalid Form Body', { embeds: { _errors } })
  }
  return read.data
}

function measureLength(embeds: readonly EmbedBody[]): number {
  const texts = embeds.flatMap(({ title = '', description = '', footer, fields }) => [
    ...[title, description, footer?.text ?? ''],
    ...fields.flatMap(({ name, value }) => [name, value]),
  ])
  return texts.join('').length
}

type Issues = readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]

/** Discord's tree: `{ embeds: { 0: { title: { _errors: [{ code, message }] } } } }`. */
function collectErrors(issues: Issues): Record<string, unknown> {
  const fields = [
    ...new Set(issues.flatMap(({ path: [first] }) => (first === undefined ? [] : [String(first)]))),
  ]
  const own = issues.filter(({ path }) => path.length === 0)
  const below = fields.map((field) => {
    const within = issues.filter(({ path: [first] }) => String(first) === field)
    return [field, collectErrors(within.map(({ path, message }) => ({ path: path.slice(1), message })))]
  })
  const _errors = own.map(({ message }) => ({ code: 'BASE_TYPE_INVALID', message }))
  return { ...Object.fromEntries(below), ...(own.length > 0 ? { _errors } : {}) }
}
