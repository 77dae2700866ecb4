import { z } from 'zod'
import type { Explained, ExplainReport } from '../engine.ts'
import { flagDocument, leftOutDocument, rangeDocument, toCandidateJson } from './parts/candidate.ts'
import { consideredDocument, toConsideredJson } from './parts/considered.ts'
import { groundFields, toGroundJson } from './parts/ground.ts'
import { dependenciesDocument, pickDocument } from './parts/picks.ts'

const explainedDocument = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('candidate'),
    considered: consideredDocument,
    planned: pickDocument.nullable().describe("Its place in the plan; null if it isn't taken."),
    dependencies: dependenciesDocument.nullable(),
    dependsOn: z.array(consideredDocument).readonly(),
  }),
  z.strictObject({ kind: z.literal('left-out'), leftOut: leftOutDocument }),
])

export const explainDocument = z
  .strictObject({
    schema: z.literal('release-captain/explain/1'),
    ...groundFields,
    version: z.string(),
    line: z.string(),
    range: rangeDocument,
    explained: explainedDocument,
    flags: z.array(flagDocument).readonly(),
  })
  .meta({ title: 'release-captain explain --json' })

export function explainJson(report: ExplainReport): z.output<typeof explainDocument> {
  const { version, line, range, explained, flags } = report
  return {
    schema: 'release-captain/explain/1',
    ...toGroundJson(report),
    version,
    line,
    range,
    explained: toExplainedJson(explained),
    flags,
  }
}

function toExplainedJson(explained: Explained): z.output<typeof explainedDocument> {
  switch (explained.kind) {
    case 'candidate': {
      const { considered, planned, dependencies, dependsOn } = explained
      return {
        kind: 'candidate',
        considered: toConsideredJson(considered),
        planned,
        dependencies,
        dependsOn: dependsOn.map(toConsideredJson),
      }
    }
    case 'left-out': {
      const { candidate, reason } = explained.leftOut
      return { kind: 'left-out', leftOut: { candidate: toCandidateJson(candidate), reason } }
    }
  }
}
