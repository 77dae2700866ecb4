import { z } from 'zod'
import { sha } from './candidate.ts'

const hunkDocument = z.strictObject({
  ours: z
    .strictObject({ start: z.number().int(), end: z.number().int() })
    .describe("Lines of the line's version of the file, 1-based and inclusive."),
  oursText: z.string(),
  theirsText: z.string(),
})

/** What becomes of a candidate when it is picked. */
export const outcomeDocument = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('clean'), tree: sha }),
    z.strictObject({ kind: z.literal('empty') }),
    z.strictObject({
      kind: z.literal('unknown'),
      why: z.string().describe('Why it was not or could not be tried.'),
    }),
    z.strictObject({
      kind: z.literal('conflict'),
      at: sha.describe("The commit of the candidate that doesn't apply."),
      files: z
        .array(
          z.strictObject({ path: z.string(), kind: z.string(), hunks: z.array(hunkDocument).readonly() }),
        )
        .readonly(),
    }),
  ])
  .meta({ id: 'outcome' })

export const dependenciesDocument = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('found'),
    on: z.array(z.string()).readonly(),
    proof: z
      .enum(['smallest', 'minimal'])
      .describe('`smallest`: every smaller set was tried. `minimal`: all of these are needed.'),
  }),
  z.strictObject({ kind: z.literal('none'), why: z.string() }),
  z.strictObject({ kind: z.literal('not-searched'), why: z.string() }),
])

/** A candidate taken into the release, in its place. */
export const pickDocument = z
  .strictObject({
    candidate: z.string().describe('The id of one of `candidates`.'),
    outcome: outcomeDocument.describe('Picked after all picks before it.'),
    dependencies: dependenciesDocument.nullable().describe('For a conflict only.'),
  })
  .meta({ id: 'pick' })
