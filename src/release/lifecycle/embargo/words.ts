import { z } from 'zod'
import { CVE_ID, GHSA_ID } from '../../security/advisory.ts'

/** Where an embargoed release goes when it is disclosed, and the advisory that it is about. */
export const embargoTermsSchema = z
  .strictObject({
    /** The repository that everybody reads. The id stays when it is renamed. */
    publicRepository: z.strictObject({ id: z.int(), name: z.string() }).readonly(),
    /** Null until the App has drafted it in the public repository. */
    advisory: z.string().regex(GHSA_ID).nullable(),
    /** What the team calls the advisory, `GSA-2026-001`; left out of what was opened before the App gave numbers. */
    id: z.string().min(1).max(60).optional(),
  })
  .readonly()
export type EmbargoTerms = z.output<typeof embargoTermsSchema>

/** What an advisory still lacks before it can be published. */
export const ADVISORY_LACKS = [
  'title',
  'cve',
  'cvss',
  'description',
  'affected-versions',
  'mitigations',
] as const
export type AdvisoryLack = (typeof ADVISORY_LACKS)[number]

/** The advisory as GitHub has it: what the release needs of it, and none of its text. */
export const seenAdvisorySchema = z
  .strictObject({
    state: z.enum(['triage', 'draft', 'published', 'closed', 'withdrawn']),
    cve: z.string().regex(CVE_ID).nullable(),
    /** A vector and what it scores. */
    cvss: z.strictObject({ vector: z.string(), score: z.number() }).readonly().nullable(),
    lacks: z.array(z.enum(ADVISORY_LACKS)).readonly(),
  })
  .readonly()
export type SeenAdvisory = z.output<typeof seenAdvisorySchema>

/** What a rehearsal found that would stop the disclosure. */
export const REHEARSAL_PROBLEMS = [
  'repository-unreachable',
  'branch-taken',
  'tag-taken',
  'tag-missing',
  'advisory-unreadable',
  'advisory-incomplete',
  'advisory-published',
  'approvals-missing',
  'other-line-not-ready',
] as const
export type RehearsalProblem = (typeof REHEARSAL_PROBLEMS)[number]
export const rehearsalProblemSchema = z.enum(REHEARSAL_PROBLEMS)
