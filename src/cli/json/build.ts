import { z } from 'zod'
import type { BuildReport } from '../engine.ts'
import { sha } from './parts/candidate.ts'
import { groundFields, toGroundJson } from './parts/ground.ts'

/** One line of one file that the version bump changes. */
export const bumpedLineDocument = z.strictObject({
  path: z.string(),
  line: z.number().int(),
  before: z.string(),
  after: z.string(),
})

const builtCommitDocument = z.strictObject({
  sha,
  subject: z.string(),
  kind: z.enum(['pick', 'bump']),
  candidate: z.string().nullable(),
})

const pushedDocument = z.strictObject({
  remote: z.string(),
  refs: z
    .array(z.strictObject({ ref: z.string(), sha, outcome: z.enum(['pushed', 'up-to-date']) }))
    .readonly(),
})

export const buildDocument = z
  .strictObject({
    schema: z.literal('release-captain/build/1'),
    ...groundFields,
    version: z.string(),
    plan: z.string().describe('The digest of the plan that was built.'),
    branch: z.string(),
    head: sha,
    commits: z.array(builtCommitDocument).readonly().describe('Oldest first.'),
    skipped: z
      .array(z.strictObject({ candidate: z.string(), why: z.enum(['conflict', 'empty']) }))
      .readonly(),
    bumped: z.array(bumpedLineDocument).readonly(),
    tag: z.strictObject({ name: z.string(), sha, signedBy: z.string().nullable() }).nullable(),
    installed: z
      .enum(['created', 'unchanged', 'dry-run'])
      .describe('`unchanged`: it already existed, identical. `dry-run`: nothing was written.'),
    pushed: pushedDocument.nullable(),
  })
  .meta({ title: 'release-captain build --json' })

export function toBuildJson(report: BuildReport): z.output<typeof buildDocument> {
  const { plan, branch, head, commits, skipped, bumped, tag, installed, pushed } = report
  return {
    schema: 'release-captain/build/1',
    ...toGroundJson(report),
    version: plan.version,
    plan: plan.digest,
    branch,
    head,
    commits,
    skipped,
    bumped: bumped.map(({ path, line, before, after }) => ({ path, line, before, after })),
    tag,
    installed,
    pushed,
  }
}
