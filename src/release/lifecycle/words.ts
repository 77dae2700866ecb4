import { z } from 'zod'
import { CHANGE_TYPES, RISKS, SEVERITIES } from '../facts/facts.ts'
import { APPROVED_STEPS } from '../policy/roles.ts'
import { RULE_NAMES } from '../process/criteria.ts'
import { rolloutStepSchema } from './rollout/words.ts'
import { personSchema } from './who.ts'

/** What several events are made of. Each is stored, so a schema here is added to and never edited. */

/** Regular Cadence, Emergency Releases, Security Release Process. */
export const TRACKS = ['regular', 'emergency', 'security'] as const
export type Track = (typeof TRACKS)[number]

/** Patch Release Triggers. */
export const URGENCIES = ['immediate', 'scheduled', 'batch'] as const
export type Urgency = (typeof URGENCIES)[number]

/** The day of the calendar that a release is for. */
export const releaseDaySchema = z
  .strictObject({
    /** By the cadence, `2026-12-02`. */
    regular: z.iso.date(),
    /** Where it was moved to, or the same. */
    date: z.iso.date(),
    /** Seconds since 1970. */
    at: z.number(),
  })
  .readonly()
export type PinnedDay = z.output<typeof releaseDaySchema>

/** `#1234`, or a whole commit. */
export const candidateIdSchema = z.string().min(1)

/** What the criteria say of a change (§1.1). */
export const verdictName = z.enum(['eligible', 'case-by-case', 'next-minor', 'not-ready'])

/** A planned pick, with who wrote it: an author's go does not count where two people are asked for. */
export const plannedPickSchema = z
  .strictObject({
    candidate: candidateIdSchema,
    title: z.string(),
    pullRequest: z.int().nullable(),
    /** What the criteria say of it, an exception counted in (§1.1). */
    verdict: verdictName,
    type: z.enum(CHANGE_TYPES).optional(),
    /** The rules that nobody could answer, which a person confirms before the cut (§1.1). */
    toConfirm: z.array(z.enum(RULE_NAMES)).readonly().optional(),
    /** It fixes security by another sign than its type: a label, a CVE, a CVSS score, an advisory that it names. */
    security: z.literal(true).optional(),
    /** Whether it picks cleanly in its place, as far as the plan could tell. */
    outcome: z.enum(['clean', 'empty', 'conflict', 'unknown']).optional(),
    /** What somebody who takes it has to know: a later revert, a follow-up. */
    flags: z.array(z.string()).readonly().optional(),
    /** How soon it has to be out (Patch Release Triggers), and when that is, in seconds since 1970. */
    urgency: z.enum(URGENCIES).optional(),
    due: z.number().optional(),
    /** When what it fixes was reported first, and when it came to main, in seconds since 1970. */
    reported: z.number().optional(),
    merged: z.number().optional(),
    /** The version that was rolled back with it before: it is taken again by name. */
    rolledBackIn: z.string().optional(),
    authors: z.array(personSchema).readonly(),
  })
  .readonly()

export type PinnedPick = z.output<typeof plannedPickSchema>

/** A change that is taken, with what somebody has to know of later changes on main: no sentences yet. */
export const flaggedSchema = z
  .strictObject({ candidate: candidateIdSchema, flags: z.array(z.string()).readonly() })
  .readonly()
export type Flagged = z.output<typeof flaggedSchema>

/** A change that a plan does not take, with the reason in a sentence: for people to look at, and no part of the digest. */
export const untakenSchema = z
  .strictObject({
    candidate: candidateIdSchema,
    title: z.string(),
    verdict: verdictName,
    type: z.enum(CHANGE_TYPES),
    security: z.literal(true).optional(),
    /** A more severe type that something speaks for. */
    mayBe: z.enum(CHANGE_TYPES).optional(),
    /** The version that was rolled back with it: nothing but a person takes it again. */
    rolledBackIn: z.string().optional(),
    because: z.string(),
  })
  .readonly()
export type Untaken = z.output<typeof untakenSchema>

/** A change that the line has got since its last release, named as main names it where main has it. */
export const onLineChange = z
  .strictObject({
    commit: z.string(),
    title: z.string(),
    pullRequest: z.int().nullable(),
    verdict: z.enum(['eligible', 'case-by-case', 'next-minor', 'not-ready']),
    type: z.enum(CHANGE_TYPES),
    security: z.literal(true).optional(),
  })
  .readonly()
export type OnLineChange = z.output<typeof onLineChange>

/** A commit, or a pull request, that came onto the release branch another way, judged as a pick is. */
export const outsideCommitSchema = z
  .strictObject({
    ...onLineChange.unwrap().shape,
    /** By what it is assessed and excepted: `#1234`, or its whole commit. */
    candidate: candidateIdSchema,
    /** The rules that nobody could answer: who accepts the commit answers for them. */
    toConfirm: z.array(z.enum(RULE_NAMES)).readonly().optional(),
    /** A commit of it has conflict markers, so that it never goes out. */
    markers: z.literal(true).optional(),
    /** Whether main has it too. */
    onMain: z.boolean(),
  })
  .readonly()
export type OutsideCommit = z.output<typeof outsideCommitSchema>

/** A line of which nothing is cut: up to and with a day, and until when that is in seconds since 1970. */
export const freezeSchema = z
  .strictObject({
    until: z.iso.date(),
    over: z.number(),
    because: z.string().min(1),
    by: personSchema.nullable(),
  })
  .readonly()
export type Freeze = z.output<typeof freezeSchema>

/** A plan as a release keeps it: what its digest names, and nothing that could be worked out again (§1.1). */
export const plannedSchema = z
  .strictObject({
    digest: z.string(),
    base: z.string(),
    main: z.string(),
    policy: z.string(),
    picks: z.array(plannedPickSchema).readonly(),
    /** Where the release starts from, where that is the head of the line's own branch and not its last tag. */
    start: z.strictObject({ branch: z.string(), commit: z.string() }).readonly().optional(),
    /** What comes with the release because its line has it. */
    onLine: z.array(onLineChange).readonly().optional(),
    /** Open issues and pull requests that stop the cut. */
    blockers: z.array(z.int()).readonly().optional(),
    /** The first of what is not taken, those before others that somebody labelled as candidates. */
    others: z.array(untakenSchema).readonly().optional(),
    /** How many are not taken in all. */
    othersInAll: z.int().optional(),
  })
  .readonly()
export type Planned = z.output<typeof plannedSchema>

/** A change of a release that was imported, with what git and GitHub know of it. Times are in seconds since 1970. */
const importedChangeSchema = z
  .strictObject({
    candidate: candidateIdSchema,
    title: z.string(),
    merged: z.number(),
    /** When what it fixes was reported first; null where nobody knows. */
    reported: z.number().nullable(),
    authors: z.array(personSchema).readonly(),
  })
  .readonly()

/** A release of before the App was there: where it stands, when it was published, and what was in it. */
export const importedReleaseSchema = z
  .strictObject({
    commit: z.string(),
    publishedAt: z.number(),
    /** What says when: the GitHub release, or the tag where there is none. */
    source: z.enum(['github-release', 'tag']),
    url: z.string(),
    /** Markdown; empty where there is no GitHub release. */
    notes: z.string(),
    changes: z.array(importedChangeSchema).readonly(),
  })
  .readonly()
export type ImportedRelease = z.output<typeof importedReleaseSchema>

/** Which changes the next plan is to take: what the criteria say and people added or left, or exactly these. */
export const selectionSchema = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('by-criteria'),
        take: z.array(candidateIdSchema).readonly(),
        leave: z.array(candidateIdSchema).readonly(),
      })
      .readonly(),
    z.strictObject({ kind: z.literal('exactly'), take: z.array(candidateIdSchema).readonly() }).readonly(),
  ])
  .readonly()
export type Selection = z.output<typeof selectionSchema>

/** What an approval is bound to: it is void as soon as one of these is another (design, law 6). */
export const subjectSchema = z
  .discriminatedUnion('step', [
    z.strictObject({ step: z.literal('cut'), plan: z.string() }).readonly(),
    z.strictObject({ step: z.literal('tag'), plan: z.string(), commit: z.string() }).readonly(),
    z
      .strictObject({
        step: z.literal('publish'),
        plan: z.string(),
        commit: z.string(),
        notes: z.string(),
      })
      .readonly(),
    z
      .strictObject({
        step: z.literal('deploy'),
        plan: z.string(),
        commit: z.string(),
        at: rolloutStepSchema,
      })
      .readonly(),
  ])
  .readonly()
export type Subject = z.output<typeof subjectSchema>

/** `tag-2`: the second question of a release, and what it is about. */
export const promptKeySchema = z.templateLiteral([z.enum([...APPROVED_STEPS, 'deploy']), '-', z.int()])
export type PromptKey = z.output<typeof promptKeySchema>

/** GitHub's conclusions of a check run, and `pending` for one that has none yet. Only one of them is green. */
export const CONCLUSIONS = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
  'startup_failure',
  'pending',
] as const
export type Conclusion = (typeof CONCLUSIONS)[number]

/** A run of a check on a commit. A higher run is newer. */
export const checkRunSchema = z
  .strictObject({
    check: z.string(),
    app: z.string(),
    head: z.string(),
    run: z.int(),
    conclusion: z.enum(CONCLUSIONS),
    /** Where its log is. */
    url: z.string().optional(),
  })
  .readonly()
export type CheckRun = z.output<typeof checkRunSchema>

/** The name of a checklist: that of the process document, or the id of a gate that the policy adds. */
export const checklistName = z.string().min(1)

/** A line of a checklist that somebody answers for, on the commit on which they looked (§2.2). */
export const tickSchema = z
  .strictObject({
    checklist: checklistName,
    item: z.string(),
    head: z.string(),
    as: z.enum(['done', 'not-applicable']),
    by: personSchema,
    evidence: z.string().nullable(),
  })
  .readonly()
export type Tick = z.output<typeof tickSchema>

/** §1.1: risk, and where they say so type and severity. */
export const assessmentSchema = z
  .strictObject({
    risk: z.enum(RISKS),
    type: z.enum(CHANGE_TYPES).nullable(),
    severity: z.enum(SEVERITIES).nullable(),
    note: z.string().nullable(),
    /** A vector with what it scores: a score is never typed. */
    cvss: z.strictObject({ vector: z.string(), score: z.number() }).readonly().optional(),
  })
  .readonly()
export type RecordedAssessment = z.output<typeof assessmentSchema>

/** What the world is asked for at each step, and what `retry` may be said of. */
export const STEPS = [
  'plan',
  'picks',
  'version-bump',
  'pull-request',
  'notes',
  'tag',
  'artifacts',
  'publish',
  'environment',
  'deployment',
  'smoke-test',
  'rollback',
  'health',
] as const
export type Step = (typeof STEPS)[number]
