import { z } from 'zod'
import { CHANGE_TYPES, RISKS, SEVERITIES } from '../../../release/facts/facts.ts'
import type { Considered, ConsideredOnLine } from '../../../release/planning/plan.ts'
import { candidateDocument, lineEvidenceDocument, toCandidateJson } from './candidate.ts'
import { outcomeDocument } from './picks.ts'

const seconds = z.number().describe('Seconds since 1970-01-01T00:00:00Z.')

function createKnownSchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('known', [
    z.strictObject({
      known: z.literal(true),
      value,
      source: z.string(),
      isClaim: z.literal(true).optional().describe('Only its author says so.'),
    }),
    z.strictObject({ known: z.literal(false), why: z.string() }),
  ])
}

const exceptionDocument = z.strictObject({
  by: z.string(),
  because: z.string(),
  until: z.string().describe('The last day on which it is valid, `YYYY-MM-DD`.'),
})

const factsDocument = z.strictObject({
  labels: createKnownSchema(z.array(z.string()).readonly()),
  issues: createKnownSchema(
    z
      .array(
        z.strictObject({
          number: z.number().int(),
          labels: z.array(z.string()).readonly().nullable(),
          reportedAt: seconds.nullable(),
        }),
      )
      .readonly(),
  ),
  severity: createKnownSchema(z.enum(SEVERITIES)),
  cvss: createKnownSchema(z.number()),
  cve: createKnownSchema(z.string()),
  reviewed: createKnownSchema(z.boolean()),
  checksPassed: createKnownSchema(z.boolean()),
  breaking: createKnownSchema(z.boolean()),
  assessment: createKnownSchema(
    z.strictObject({
      by: z.string(),
      risk: z.enum(RISKS),
      type: z.enum(CHANGE_TYPES).nullable(),
      severity: z.enum(SEVERITIES).nullable(),
      note: z.string().nullable(),
    }),
  ),
  exception: createKnownSchema(exceptionDocument),
})

const verdictDocument = z.strictObject({
  kind: z.enum(['eligible', 'case-by-case', 'next-minor', 'not-ready']),
  type: z.enum(CHANGE_TYPES),
  typeFrom: z.string(),
  mayBe: z.enum(CHANGE_TYPES).nullable().describe('A more severe type that has signs, but did not decide.'),
  rules: z
    .array(
      z.strictObject({
        rule: z.string(),
        section: z.string().describe('The section of the process document.'),
        answer: z.enum(['yes', 'no', 'unknown']),
        mode: z
          .enum(['required', 'confirm', 'when-known', 'off', 'lifted'])
          .describe(
            'Whether the answer counts: a no and an unknown, a no while a person confirms an unknown, only a no, or neither (off in the policy, lifted by an exception).',
          ),
        saw: z.string(),
        change: z.string().nullable().describe('What would change the answer; null if it is yes.'),
      }),
    )
    .readonly(),
  trigger: z
    .strictObject({ urgency: z.enum(['immediate', 'scheduled', 'batch']), due: seconds, because: z.string() })
    .nullable(),
  exception: exceptionDocument.nullable(),
})

/** A candidate with everything that is known, said and tried of it. */
export const consideredDocument = z
  .strictObject({
    candidate: candidateDocument,
    verdict: verdictDocument,
    facts: factsDocument,
    alone: outcomeDocument.describe("The outcome of picking it on its own on the line's tag."),
    lineEvidence: z
      .array(lineEvidenceDocument)
      .readonly()
      .describe("Signs that it is already on the line: then it isn't taken by default. Empty for most."),
  })
  .meta({ id: 'considered' })

/** A change that the line has got since its last release: it comes with the next, whatever is picked. */
export const onLineDocument = z
  .strictObject({
    change: candidateDocument.describe('The commit on the line.'),
    main: candidateDocument.nullable().describe('The change on main that it is a copy of.'),
    verdict: verdictDocument,
  })
  .meta({ id: 'onLine' })

export function toOnLineJson({ change, main, verdict }: ConsideredOnLine): z.output<typeof onLineDocument> {
  return { change: toCandidateJson(change), main: main && toCandidateJson(main), verdict }
}

export function toConsideredJson(considered: Considered): z.output<typeof consideredDocument> {
  const { candidate, verdict, facts, alone, lineEvidence } = considered
  return { candidate: toCandidateJson(candidate), verdict, facts, alone, lineEvidence }
}
