import { z } from 'zod'
import { channelsSchema, peopleSchema } from './policy/announcements.ts'
import * as building from './policy/branch-and-build.ts'
import { lineSchema } from './policy/branches/line.ts'
import { calendarSchema, getWeekday, WEEKDAYS } from './policy/calendar.ts'
import { toCanonicalJson } from './policy/canonical.ts'
import { changeTypesSchema } from './policy/change-types.ts'
import * as following from './policy/checklists.ts'
import { candidatesSchema, criteriaSchema, triggersSchema } from './policy/criteria.ts'
import * as deployment from './policy/deployment/deployment.ts'
import { environmentsSchema } from './policy/deployment/environments.ts'
import { noticesSchema } from './policy/deployment/notices.ts'
import { rollbackSchema } from './policy/deployment/rollback.ts'
import * as testing from './policy/deployment/testing.ts'
import { areGatesReached, gates } from './policy/gates.ts'
import { rolesSchema } from './policy/roles.ts'

/** What the check of the batch's anchor reads: it is made as soon as these two are right, whatever else is wrong. */
const anchorAndDay = z.object({
  triggers: z.object({ batch: z.object({ anchor: z.iso.date() }) }),
  calendar: z.object({ patch: z.object({ day: z.enum(WEEKDAYS) }) }),
})

function isAnchorPatchDay(policy: unknown): boolean {
  const { success, data } = anchorAndDay.safeParse(policy)
  return !success || getWeekday(data.triggers.batch.anchor) === data.calendar.patch.day
}

const named = z.array(z.object({ id: z.string() }))
/** What the check of the skipped lines reads. */
const skipsAndLines = z.object({
  calendar: z.object({ emergencySkips: z.array(z.string()) }),
  checklists: z.record(z.string(), named),
  gates: z.object({ add: z.array(z.object({ id: z.string(), items: named.optional() })) }),
})

/** Emergency Releases: a line that no checklist has would be skipped in no emergency, and security lines are in none. */
function areKnownLines(policy: unknown): boolean {
  const { success, data } = skipsAndLines.safeParse(policy)
  if (!success) return true
  const { security, ...lists } = data.checklists
  const own = data.gates.add.flatMap(({ id, items }) => items ?? [{ id }])
  const known = new Set([...Object.values(lists).flat(), ...own].map(({ id }) => id))
  return data.calendar.emergencySkips.every((id) => known.has(id))
}

/**
 * The config's schema. Every key is optional, and its default is what the process document states. Unknown keys are
 * errors. What the config writes as a duration, the policy has in seconds, under a name that says so.
 */
export const policySchema = z
  .strictObject({
    product: building.productSchema,
    main: building.mainSchema,
    tagPattern: building.tagPatternSchema,
    releaseBranch: building.releaseBranchSchema,
    line: lineSchema,
    candidates: candidatesSchema,
    changeTypes: changeTypesSchema,
    criteria: criteriaSchema,
    exceptions: following.exceptionsSchema,
    triggers: triggersSchema,
    calendar: calendarSchema,
    picks: building.picksSchema,
    committer: building.committerSchema,
    versionBump: building.versionBumpSchema,
    tag: building.tagSchema,
    notes: building.notesSchema,
    backToMain: building.backToMainSchema,
    roles: rolesSchema,
    phases: following.phasesSchema,
    tests: testing.testsSchema,
    environments: environmentsSchema,
    staging: testing.stagingSchema,
    build: deployment.buildSchema,
    channels: channelsSchema,
    people: peopleSchema,
    announcements: deployment.announcementsSchema,
    notices: noticesSchema,
    checklists: following.checklistsSchema,
    gates,
    rollout: deployment.rolloutSchema,
    watch: deployment.watchSchema,
    rollback: rollbackSchema,
    security: following.securitySchema,
    measures: following.measuresSchema,
    review: following.reviewSchema,
  })
  .readonly()
  .check(
    z.refine(isAnchorPatchDay, {
      path: ['triggers', 'batch', 'anchor'],
      error: 'a date that falls on calendar.patch.day',
      when: () => true,
    }),
    z.refine(areGatesReached, {
      path: ['gates', 'add'],
      error: 'gates before the tag or the publication, as long as `environments` is empty',
      when: () => true,
    }),
    z.refine(areKnownLines, {
      path: ['calendar', 'emergencySkips'],
      error: 'ids of lines of your checklists, other than the security checklist',
      when: () => true,
    }),
  )

/** The policy in force: every setting resolved, durations in seconds. */
export type Policy = z.output<typeof policySchema>

/** The process document as it stands. */
export const defaultPolicy: Policy = policySchema.parse({})

/** A policy as text: equal policies give equal text, whatever the order of the config's keys. For the plan's digest. */
export function serializePolicy(policy: Policy): string {
  return toCanonicalJson(policy)
}
