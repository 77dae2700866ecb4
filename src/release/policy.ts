import { z } from 'zod'
import { channels, people } from './policy/announcing.ts'
import * as building from './policy/building.ts'
import { calendar, WEEKDAYS, weekdayOf } from './policy/calendar.ts'
import { canonicalJson } from './policy/canonical.ts'
import { changeTypes } from './policy/change-types.ts'
import { criteria, triggers } from './policy/criteria.ts'
import * as deploying from './policy/deploying.ts'
import { environments } from './policy/environments.ts'
import * as following from './policy/following.ts'
import { roles } from './policy/roles.ts'

/** What the check of the batch's anchor reads: it is made as soon as these two are right, whatever else is wrong. */
const anchorAndDay = z.object({
  triggers: z.object({ batch: z.object({ anchor: z.iso.date() }) }),
  calendar: z.object({ patch: z.object({ day: z.enum(WEEKDAYS) }) }),
})

function anchorIsPatchDay(policy: unknown): boolean {
  const { success, data } = anchorAndDay.safeParse(policy)
  return !success || weekdayOf(data.triggers.batch.anchor) === data.calendar.patch.day
}

/**
 * The config's schema. Every key is optional, and its default is what the process document states. Unknown keys are
 * errors. What the config writes as a duration, the policy has in seconds, under a name that says so.
 */
export const policySchema = z
  .strictObject({
    product: building.product,
    main: building.main,
    tagPattern: building.tagPattern,
    releaseBranch: building.releaseBranch,
    changeTypes,
    criteria,
    exceptions: following.exceptions,
    triggers,
    calendar,
    picks: building.picks,
    committer: building.committer,
    versionBump: building.versionBump,
    tag: building.tag,
    notes: building.notes,
    backToMain: building.backToMain,
    roles,
    phases: following.phases,
    tests: deploying.tests,
    environments,
    staging: deploying.staging,
    build: deploying.build,
    channels,
    people,
    announcements: deploying.announcements,
    checklists: following.checklists,
    rollout: deploying.rollout,
    watch: deploying.watch,
    rollback: deploying.rollback,
    security: following.security,
    measures: following.measures,
    review: following.review,
  })
  .readonly()
  .check(
    z.refine(anchorIsPatchDay, {
      path: ['triggers', 'batch', 'anchor'],
      error: 'a date that falls on calendar.patch.day',
      when: () => true,
    }),
  )

/** The policy in force: every setting resolved, durations in seconds. */
export type Policy = z.output<typeof policySchema>

/** The process document as it stands. */
export const defaultPolicy: Policy = policySchema.parse({})

/** A policy as text: equal policies give equal text, whatever the order of the config's keys. For the plan's digest. */
export function policyText(policy: Policy): string {
  return canonicalJson(policy)
}
