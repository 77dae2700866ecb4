import { z } from 'zod'
import { type Candidate, getSubject, LINE_KEYS } from '../../../release/changes/candidate.ts'

const seconds = z.number().describe('Seconds since 1970-01-01T00:00:00Z.')

export const sha = z.string().describe('The full id of a git object.')

const commitDocument = z.strictObject({
  sha,
  subject: z.string(),
  author: z.strictObject({ name: z.string(), email: z.string() }),
  authoredAt: seconds,
})

const sourceDocument = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pull-request'),
    number: z.number().int(),
    merge: z.enum(['squash', 'rebase', 'merge-commit']),
  }),
  z.strictObject({ kind: z.literal('commit') }),
])

/** A change merged to main since the line's last tag, taken or left as a whole. */
export const candidateDocument = z
  .strictObject({
    id: z.string().describe('`#1234` for a pull request, the full sha for a commit.'),
    title: z.string(),
    source: sourceDocument,
    mergedAt: seconds,
    commits: z
      .array(commitDocument)
      .readonly()
      .describe("Its commits on main's first-parent line, oldest first."),
    picks: z
      .array(z.strictObject({ sha, mainline: z.literal(1).nullable() }))
      .readonly()
      .describe('What is cherry-picked to take it, in order.'),
  })
  .meta({ id: 'candidate' })

export function toCandidateJson(candidate: Candidate): z.output<typeof candidateDocument> {
  const { id, title, source, mergedAt, commits, picks } = candidate
  return {
    id,
    title,
    source,
    mergedAt,
    commits: commits.map(({ sha, message, author, authoredAt }) => ({
      sha,
      subject: getSubject(message),
      author,
      authoredAt,
    })),
    picks,
  }
}

const lineEvidence = {
  key: z.enum(LINE_KEYS).describe('Signs that it is on the line.'),
  lineCommit: sha,
}

/** A sign that the line has a change. */
export const lineEvidenceDocument = z.strictObject(lineEvidence).meta({ id: 'lineEvidence' })

export const leftOutDocument = z
  .strictObject({
    candidate: candidateDocument,
    reason: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('already-on-line'),
        ...lineEvidence,
      }),
      z.strictObject({ kind: z.literal('reverted'), revert: z.string() }),
      z.strictObject({ kind: z.literal('reverts'), reverted: z.string() }),
      z.strictObject({ kind: z.literal('empty') }),
    ]),
  })
  .meta({ id: 'leftOut' })

export const flagDocument = z
  .strictObject({
    kind: z.enum(['reverted-later', 'partly-reverted-later', 'follow-up', 'reverts-line', 'named-on-line']),
    candidate: z.string().describe('The id of the affected candidate.'),
    by: z.string().describe('The id of the other candidate, or a full commit id.'),
  })
  .meta({ id: 'flag' })

export const rangeDocument = z
  .strictObject({
    base: z
      .strictObject({ tag: z.string(), commit: sha, taggedAt: seconds })
      .describe('The last release of the line.'),
    start: z
      .strictObject({ branch: z.string().nullable(), commit: sha })
      .describe("What the release starts from: the head of the line's own branch, else the tag."),
    main: z.strictObject({ ref: z.string(), commit: sha }),
    mergeBase: sha,
  })
  .meta({ id: 'range' })
