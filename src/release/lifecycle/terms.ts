import { z } from 'zod'
import { AUDIENCES, channel } from '../audience.ts'
import { parseDuration } from '../policy/duration.ts'
import { type APPROVED_STEPS, PERMISSIONS, type ROLES } from '../policy/roles.ts'
import type { Policy } from '../policy.ts'
import { PROCESS } from '../process.ts'
import { personSchema } from './who.ts'
import { WORKFLOW_APP } from './workflow-runs.ts'

const role = z
  .strictObject({
    permission: z.enum(PERMISSIONS).nullable(),
    teams: z.array(z.string()).readonly(),
    /** Ids: a name that was given up is no right for who takes it. */
    users: z.array(z.int()).readonly(),
  })
  .readonly()
const approvals = z.strictObject({ count: z.int(), twoPerson: z.boolean() }).readonly()
const item = z
  .strictObject({ id: z.string(), text: z.string(), ifApplicable: z.boolean().optional() })
  .readonly()

/**
 * What of the policy the steps of a release are decided by. Pinned into the release when it opens, so that its events
 * alone say what was decided and why, whatever becomes of the config (design, law 5).
 */
export const termsSchema = z
  .strictObject({
    tagPattern: z.string(),
    timeZone: z.string(),
    exceptionDays: z.int(),
    releaseBranch: z.string(),
    onConflict: z.enum(['stop', 'skip']),
    /** §1.2 “Re-run tests after each pick”. */
    testEachPick: z.boolean(),
    tests: z
      .array(
        z.strictObject({ id: z.string(), text: z.string(), check: z.string(), app: z.string() }).readonly(),
      )
      .readonly(),
    checklist: z.array(item).readonly(),
    securityChecklist: z.array(item).readonly(),
    artifacts: z.array(z.strictObject({ id: z.string(), text: z.string() }).readonly()).readonly(),
    roles: z.strictObject({ contributor: role, captain: role, approver: role } satisfies Record<
      (typeof ROLES)[number],
      z.ZodType
    >),
    approvals: z.strictObject({ cut: approvals, tag: approvals, publish: approvals } satisfies Record<
      (typeof APPROVED_STEPS)[number],
      z.ZodType
    >),
    /** Whether a pull request brings version and changelog back to main. Releases of before this was known bring nothing. */
    backToMain: z.boolean().default(false),
    /** Where messages go. Releases of before this was known speak on GitHub alone. */
    channels: z.array(channel).readonly().default([]),
    /** §4.1: who hears of it before it is published. */
    advanceTo: z.array(z.enum(AUDIENCES)).readonly().default([]),
    /** Embargo Period: who hears, before it is published, that a security release is coming, and nothing more. */
    securityAdvanceTo: z.array(z.enum(AUDIENCES)).readonly().default([]),
    /** Slack users whom the policy names, by their ids. */
    slackPeople: z.record(z.string(), personSchema).readonly().default({}),
    /** Release Metrics: the time from report to release that is aimed at, in seconds. */
    timeToPatchBelow: z.number().default(parseDuration(PROCESS.measures.timeToPatch.below.value)),
  })
  .readonly()
export type Terms = z.output<typeof termsSchema>

/** The app that reports check runs where the policy names none. */
const CI_APP = 'github-actions'

/** §2.1: by which check of which app a test is known; a workflow is the check that its file names. */
function toTestTerm({ id, text, check = id, app = CI_APP, workflow }: Policy['tests'][number]) {
  return workflow === undefined ? { id, text, check, app } : { id, text, check: workflow, app: WORKFLOW_APP }
}

/**
 * The terms of a policy. `ids` are the accounts behind the user names in `roles` and `people`, asked when the policy is
 * pinned; a name without one gives nobody a right.
 */
export function createTerms(policy: Policy, ids: ReadonlyMap<string, number>): Terms {
  const toRoleTerm = ({ permission, teams, users }: Policy['roles']['captain']) => ({
    permission,
    teams,
    users: users.flatMap((name) => ids.get(name) ?? []),
  })
  return {
    tagPattern: policy.tagPattern,
    timeZone: policy.calendar.timeZone,
    exceptionDays: policy.exceptions.maxDays,
    releaseBranch: policy.releaseBranch,
    onConflict: policy.picks.onConflict,
    testEachPick: policy.picks.testAfterEach,
    tests: policy.tests.map(toTestTerm),
    checklist: policy.checklists.release,
    securityChecklist: policy.checklists.security,
    artifacts: policy.build.artifacts.map(({ id, text }) => ({ id, text })),
    roles: {
      contributor: toRoleTerm(policy.roles.contributor),
      captain: toRoleTerm(policy.roles.captain),
      approver: toRoleTerm(policy.roles.approver),
    },
    approvals: policy.roles.approvals,
    backToMain: policy.backToMain.pullRequest,
    channels: policy.channels,
    advanceTo: policy.announcements.advanceTo,
    securityAdvanceTo: policy.announcements.securityAdvanceTo,
    timeToPatchBelow: policy.measures.timeToPatchBelowSeconds,
    slackPeople: Object.fromEntries(
      Object.entries(policy.people.slack).flatMap(([user, login]) => {
        const id = ids.get(login)
        return id === undefined ? [] : [[user, { id, login }]]
      }),
    ),
  }
}
