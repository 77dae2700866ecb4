import { z } from 'zod'
import type { JobsReport } from '../../program.ts'

const jobs = z
  .array(
    z.strictObject({
      id: z.int().describe('What `jobs retry` takes.'),
      topic: z.string().describe('The queue: `inbox`, `effects` or `messages`.'),
      type: z.string().describe('What was to be done.'),
      lane: z.string().describe('What it belongs to: jobs of one lane run in order.'),
      attempts: z.int(),
      problem: z.string().describe('Why the last attempt failed.'),
    }),
  )
  .readonly()

export const jobsDocument = z
  .strictObject({
    schema: z.literal('release-captain/jobs/1'),
    retried: z.int().nullable().describe('The job that is retried; null with `jobs list`.'),
    failed: jobs.describe('What is given up now, the oldest first.'),
  })
  .meta({ title: 'release-captain jobs --json' })

export function toJobsJson({ retried, failed }: JobsReport): z.output<typeof jobsDocument> {
  return {
    schema: 'release-captain/jobs/1',
    retried,
    failed: failed.map(({ id, topic, type, lane, attempts, problem }) => ({
      id,
      topic,
      type,
      lane,
      attempts,
      problem,
    })),
  }
}
