import { z } from 'zod'
import type { Account } from '../ports/github.ts'

/** The parts of payloads that several events share (https://docs.github.com/webhooks/webhook-events-and-payloads). */
export const repository = z
  .object({ id: z.int(), default_branch: z.string() })
  .transform(({ id, default_branch: defaultBranch }) => ({ repository: id, defaultBranch }))

export const account = z
  .object({ id: z.int(), login: z.string(), type: z.string() })
  .transform(({ id, login, type }): Account => ({ id, login, kind: type === 'User' ? 'user' : 'bot' }))

/** A text that GitHub gives as null where it is empty. */
export const text = z
  .string()
  .nullish()
  .transform((body) => body ?? '')

export const label = z.object({ name: z.string() })

/** Seconds since 1970. */
export const time = z.iso.datetime({ offset: true }).transform((at) => Math.floor(Date.parse(at) / 1000))

export const issue = z.object({ number: z.int(), body: text, pull_request: z.object({}).nullish() })

export const pullRequest = z.object({
  number: z.int(),
  title: text,
  body: text,
  head: z.object({ ref: z.string(), sha: z.string() }),
  base: z.object({ ref: z.string() }),
  labels: z.array(label).nullish(),
})
