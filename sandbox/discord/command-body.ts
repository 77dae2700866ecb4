import { z } from 'zod'

/** Discord's limits: https://discord.com/developers/docs/interactions/application-commands#application-command-object */
const name = z.string().regex(/^[-_\p{Ll}\p{N}]{1,32}$/u, { error: 'Command name is invalid' })
const description = z.string().min(1).max(100)
/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type */
export const OPTION_TYPES = { subcommand: 1, string: 3 } as const

const text = z.object({
  type: z.literal(OPTION_TYPES.string),
  ...{ name, description },
  required: z.boolean().default(false),
  max_length: z.int().min(1).max(6_000).optional(),
})
const subcommand = z.object({
  type: z.literal(OPTION_TYPES.subcommand),
  ...{ name, description },
  options: z.array(text).max(25).default([]),
})
/** A command as an application registers it. */
export const commandBody = z.object({
  type: z.literal(1).default(1),
  ...{ name, description },
  contexts: z.array(z.int()).nullish(),
  integration_types: z.array(z.int()).optional(),
  options: z.array(subcommand).max(25).default([]),
})
export type CommandBody = z.output<typeof commandBody>
