import { z } from 'zod'

const time = z.int().meta({ description: 'Seconds since 1970.' })
const next = z
  .string()
  .nullable()
  .meta({ description: 'Pass it as `after` to read the next page; null on the last one.' })

/** A release in a list. */
export const apiReleaseSchema = z
  .strictObject({
    repository: z.string().meta({ example: 'godel/api' }),
    version: z.string().meta({ example: 'v2.0.1' }),
    line: z.string().meta({ example: '2.0' }),
    tag: z.string(),
    status: z.enum(['open', 'published', 'aborted']),
    step: z.string().nullable().meta({ description: 'What it is at; null once it has ended.' }),
    rollout: z.string().nullable().meta({ description: 'The stage of its rollout; null before and after.' }),
    held: z.boolean(),
    rolledBack: z.boolean(),
    embargoed: z.boolean().meta({ description: 'Only the security team can see it.' }),
    trackingIssue: z.int().nullable(),
    pullRequest: z.int().nullable(),
    head: z.string().nullable().meta({ description: 'The commit of the release branch.' }),
    events: z.int().meta({ description: 'How many events it has.' }),
    changedAt: time,
  })
  .meta({ id: 'Release' })
export type ApiRelease = z.output<typeof apiReleaseSchema>

export const changeSchema = z
  .strictObject({
    candidate: z.string().meta({ example: '#12' }),
    title: z.string(),
    type: z.string().nullable(),
    verdict: z.string().nullable().meta({ description: 'Null in an imported release.' }),
    taken: z.boolean(),
    urgency: z.string().nullable(),
    dueAt: time.nullable(),
    because: z.string().nullable(),
  })
  .meta({ id: 'Change' })

/** One release, with its plan and who approved what. */
export const apiReleaseDetailSchema = apiReleaseSchema
  .extend({
    waits: z.string().meta({ description: 'What it waits for, as a sentence.' }),
    next: z.string().meta({ description: 'Who can do what next, as a sentence.' }),
    changes: z.array(changeSchema),
    approvals: z.array(z.strictObject({ step: z.string(), login: z.string(), githubId: z.int(), at: time })),
  })
  .meta({ id: 'ReleaseDetail' })
export type ApiReleaseDetail = z.output<typeof apiReleaseDetailSchema>

/** An event as it is on record. */
export const apiEventSchema = z
  .strictObject({
    repository: z.string(),
    release: z.string().meta({ example: 'v2.0.1' }),
    number: z.int().meta({ description: '1, 2, 3, … within its release.' }),
    at: time,
    by: z.string(),
    event: z
      .looseObject({ type: z.string().meta({ description: 'One of the types in docs/api.md.' }) })
      .meta({ description: 'The event as it is stored.' }),
  })
  .meta({ id: 'Event' })
export type ApiEvent = z.output<typeof apiEventSchema>

export const releasesPageSchema = z
  .strictObject({ releases: z.array(apiReleaseSchema), next })
  .meta({ id: 'Releases' })
export const eventsPageSchema = z
  .strictObject({ events: z.array(apiEventSchema), next })
  .meta({ id: 'Events' })
export const problemSchema = z
  .strictObject({ outcome: z.string(), said: z.string(), request: z.string() })
  .meta({ id: 'Problem' })
