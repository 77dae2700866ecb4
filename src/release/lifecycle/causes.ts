import { z } from 'zod'
import { metricStandingSchema, rollbackCauseSchema, rolloutStepSchema } from './rollout/words.ts'
import { candidateIdSchema, STEPS, verdictName } from './words.ts'

function defineCause<const C extends string, S extends z.ZodRawShape>(code: C, shape: S) {
  return z.strictObject({ code: z.literal(code), ...shape }).readonly()
}

const text = z.string()
/** How somebody lost the right to approve: their account has another name now, or their role is gone. */
const lostRight = z.enum(['account-renamed', 'role-lost'])

/**
 * Why a rule held a release, closed a question, voided a go, put a change off or names a pick that breaks a test: a code
 * with data, put into words where people read it. Stored for ever: codes are added, never edited.
 */
const causeSchema = z.discriminatedUnion('code', [
  defineCause('enough-approvals', {}),
  /** Somebody's no-go, in their own words. */
  defineCause('no-go', { text: z.string() }),
  defineCause('pull-request-closed', { outcome: z.enum(['merged', 'closed']) }),
  defineCause('analysis-failed', {
    ...rolloutStepSchema.unwrap().shape,
    metrics: z.array(z.string()).readonly(),
  }),
  defineCause('inconclusive', {
    ...rolloutStepSchema.unwrap().shape,
    metrics: z.array(metricStandingSchema).readonly(),
  }),
  defineCause('rolled-back', {}),
  /** The release that it starts from was rolled back; `to` is what production runs. */
  defineCause('base-rolled-back', { tag: text, to: text }),
  /** A rollback that nobody asked for, and what did. */
  defineCause('rollback-cause', { cause: rollbackCauseSchema }),
  defineCause('aborted', {}),
  defineCause('selection-changed', {}),
  defineCause('policy-changed', {}),
  defineCause('notes-redrafted', {}),
  defineCause('notes-edited', {}),
  defineCause('gates-shut', {}),
  /** An embargoed release is to be disclosed at another time. */
  defineCause('disclosure-moved', {}),
  defineCause('issue-closed', {}),
  defineCause('branch-deleted', {}),
  /** Somebody pushed to the release branch; `head` is where it is now. */
  defineCause('foreign-push', { head: text }),
  /** A pick whose conflict was merged and isn't resolved. */
  defineCause('merged-unresolved', {
    candidate: candidateIdSchema,
    marked: z.array(text).readonly(),
    undecided: z.array(text).readonly(),
  }),
  /** Its conflict is resolved, and GitHub lets nobody take the commit with its markers off the branch. */
  defineCause('markers-in-history', { candidate: candidateIdSchema, head: text }),
  defineCause('has-commits', {}),
  defineCause('right-lost', { how: lostRight }),
  /** `approved` is what they said go to. */
  defineCause('approver-lost', {
    login: text,
    how: lostRight,
    approved: z.enum(['cut', 'tag', 'publication']),
  }),
  defineCause('tag-not-ours', { tag: text }),
  defineCause('tag-moved', { tag: text, commit: text, approved: text }),
  defineCause('signature-wrong', { tag: text, signature: z.enum(['missing', 'unknown']) }),
  defineCause('conflict-skipped', { candidate: candidateIdSchema }),
  /** It isn't due on the day of the release; `due` is in seconds since 1970. */
  defineCause('waits-for-day', { urgency: z.enum(['scheduled', 'batch']), due: z.number() }),
  defineCause('fails-after-pick', { candidate: candidateIdSchema }),
  defineCause('fails-from-pick', {}),
  defineCause('fails-without-pick', {}),
  defineCause('fails-by-bump', {}),
  defineCause('fails-no-more', {}),
])
export type Cause = z.output<typeof causeSchema>
export type CauseCode = Cause['code']

/** A cause, or what somebody wrote; histories of before causes were data have our own words here. */
export const becauseSchema = z.union([z.string().min(1), causeSchema])
export type Because = z.output<typeof becauseSchema>

/** Why a release branch that was asked for isn't made, with what people need to act on it. Stored, as causes are. */
export const cutDeclineSchema = z.discriminatedUnion('code', [
  defineCause('empty-plan', {}),
  defineCause('not-eligible', { candidate: candidateIdSchema, verdict: verdictName }),
  /** `expects` is the plan that was looked at. */
  defineCause('other-plan', { version: text, plan: text, expects: text }),
])
export type CutDecline = z.output<typeof cutDeclineSchema>

/** Why a build is no release: its run failed, or what it was to leave behind isn't there. Stored, as causes are. */
export const buildFailureSchema = z.discriminatedUnion('code', [
  defineCause('run-failed', { conclusion: text, url: text }),
  defineCause('artifacts-missing', { places: z.array(text).readonly(), url: text }),
])
export type BuildFailure = z.output<typeof buildFailureSchema>

/** Why a step failed: by a rule of ours, or in the words of what said no. Stored, as causes are. */
export const failureReasonSchema = z.union([
  z.discriminatedUnion('code', [
    defineCause('other-policy', { version: text }),
    defineCause('base-moved', { tag: text, version: text }),
    defineCause('other-picks', {}),
    defineCause('build-failed', { because: z.union([text, buildFailureSchema]) }),
    defineCause('approvers-lost', {
      version: text,
      tag: text,
      step: z.enum(STEPS),
      logins: z.array(text).readonly(),
    }),
    defineCause('no-answer', { seconds: z.number() }),
    defineCause('smoke-test-failed', { environment: text }),
    defineCause('unhealthy', { environment: text, version: text }),
    /** Neither the environment nor a health URL could be asked. */
    defineCause('health-unknown', { environment: text, version: text }),
    /** Something broke each time; the log says what. */
    defineCause('given-up', { attempts: z.int(), step: z.enum(STEPS) }),
  ]),
  z.strictObject({ what: z.string().min(1), next: z.string().min(1) }).readonly(),
])
export type FailureReason = z.output<typeof failureReasonSchema>
