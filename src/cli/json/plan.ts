import { z } from 'zod'
import type { PlanReport } from '../engine.ts'
import { flagDocument, leftOutDocument, rangeDocument, sha, toCandidateJson } from './parts/candidate.ts'
import { consideredDocument, onLineDocument, toConsideredJson, toOnLineJson } from './parts/considered.ts'
import { groundFields, toGroundJson } from './parts/ground.ts'
import { pickDocument } from './parts/picks.ts'

export const planDocument = z
  .strictObject({
    schema: z.literal('release-captain/plan/1'),
    ...groundFields,
    version: z.string(),
    line: z.string(),
    digest: z.string().describe('The sha256 of this plan; `build --plan` takes it or its first digits.'),
    range: rangeDocument,
    picks: z.array(pickDocument).readonly().describe('In the order in which they are picked.'),
    candidates: z
      .array(consideredDocument)
      .readonly()
      .describe("All candidates of the range, in main's order, taken or not."),
    leftOut: z.array(leftOutDocument).readonly(),
    flags: z.array(flagDocument).readonly(),
    onLine: z
      .array(onLineDocument)
      .readonly()
      .describe("Commits that are in the release because they are on its line, in the line's order."),
    passedBy: z
      .array(z.string())
      .readonly()
      .describe('Candidates that were on main at the last release of the line and were not taken then.'),
    notNominated: z
      .array(z.string())
      .readonly()
      .describe('Candidates that no one nominated, where only nominated ones are taken (`candidates.take`).'),
    tagsPassedOver: z
      .array(z.strictObject({ tag: z.string(), why: z.string() }))
      .readonly()
      .describe("Tags that aren't releases of the product."),
    tree: sha.describe('The tree after all clean picks, before the version bump.'),
  })
  .meta({ title: 'release-captain plan --json' })

export function toPlanJson(report: PlanReport): z.output<typeof planDocument> {
  const { version, line, digest, range, picks, considered, leftOut, flags, onLine, tree } = report.plan
  const { passedBy, notNominated } = report.plan
  return {
    schema: 'release-captain/plan/1',
    ...toGroundJson(report),
    version,
    line,
    digest,
    range,
    picks,
    candidates: considered.map(toConsideredJson),
    leftOut: leftOut.map(({ candidate, reason }) => ({ candidate: toCandidateJson(candidate), reason })),
    flags,
    onLine: onLine.map(toOnLineJson),
    passedBy,
    notNominated,
    tagsPassedOver: report.passedOver,
    tree,
  }
}
