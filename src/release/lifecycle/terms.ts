import { z } from 'zod'
import { AUDIENCES, channel } from '../audience.ts'
import { formatDuration, parseDuration } from '../policy/duration.ts'
import { GATE_BEFORE } from '../policy/gates.ts'
import { type APPROVED_STEPS, PERMISSIONS, ROLES } from '../policy/roles.ts'
import { fill } from '../policy/text-schemas.ts'
import type { Policy } from '../policy.ts'
import { GATE_POINTS, type GatePoint, PROCESS_GATES, type StandingGate } from '../process/phases.ts'
import { PROCESS } from '../process.ts'
import { pinPreNotification, preNotifyTermsSchema } from './embargo/terms.ts'
import { pinRollout } from './rollout/pin-rollout.ts'
import { rolloutTerms } from './rollout/terms.ts'
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
  .strictObject({
    id: z.string(),
    text: z.string(),
    ifApplicable: z.boolean().optional(),
    /** Who answers for it; left out for whoever answers for its checklist. */
    by: z.literal('security-team').optional(),
  })
  .readonly()

function gate<const K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return z
    .strictObject({ kind: z.literal(kind), id: z.string(), point: z.enum(GATE_POINTS), ...shape })
    .readonly()
}

/** A gate of a release: its kind says what it needs (`rules/gates.ts`), its point where the release waits for it. */
const gateTerm = z.discriminatedUnion('kind', [
  gate('criteria', {}),
  gate('pick-tests', {}),
  gate('tests', {}),
  gate('artifacts', {}),
  gate('checklist', {
    checklist: z.string(),
    /** What a gate of the policy's own is called; null for the checklists of the process document. */
    title: z.string().nullable(),
    /** Null for the two that stand in the terms by their names. */
    items: z.array(item).readonly().nullable(),
    /** Who may answer for its lines; null for every contributor. */
    role: role.nullable(),
    /** The only track that it is for; null for all. */
    track: z.literal('security').nullable(),
  }),
])
export type GateTerm = z.output<typeof gateTerm>
export type ChecklistTerm = Extract<GateTerm, { kind: 'checklist' }>
export type RoleTerm = z.output<typeof role>

/** The gates of releases from before a policy could say which: those of the process up to the publication. */
const EARLIER_GATES: readonly GateTerm[] = [
  { id: 'criteria', kind: 'criteria', point: 'cut' },
  { id: 'pick-tests', kind: 'pick-tests', point: 'testing' },
  { id: 'tests', kind: 'tests', point: 'testing' },
  {
    id: 'release-checklist',
    kind: 'checklist',
    point: 'testing',
    checklist: 'release',
    title: null,
    items: null,
    role: null,
    track: null,
  },
  {
    id: 'security-checklist',
    kind: 'checklist',
    point: 'testing',
    checklist: 'security',
    title: null,
    items: null,
    role: null,
    track: 'security',
  },
  { id: 'artifacts', kind: 'artifacts', point: 'artifacts' },
]

/**
 * What of the policy the steps of a release are decided by. Pinned into the release when it opens, so that its events
 * alone say what was decided and why, whatever becomes of the config (design, law 5).
 */
export const termsSchema = z
  .strictObject({
    tagPattern: z.string(),
    timeZone: z.string(),
    exceptionDays: z.int(),
    /** Whether the author of a change may overrule the criteria for it. */
    ownChanges: z.boolean().default(false),
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
    roles: z.strictObject({
      contributor: role,
      captain: role,
      approver: role,
      /** Releases from before there was a security team have the one of the process. */
      security: role.default({ permission: 'admin', teams: [], users: [] }),
    } satisfies Record<(typeof ROLES)[number], z.ZodType>),
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
    /** Left out where no one gets a mail ahead of a disclosure. */
    preNotify: preNotifyTermsSchema.optional(),
    /** Lines of checklists that an emergency goes without. */
    emergencySkips: z.array(z.string()).readonly().optional(),
    /** Slack users whom the policy names, by their ids. */
    slackPeople: z.record(z.string(), personSchema).readonly().default({}),
    /** Release Metrics: the time from report to release that is aimed at, in seconds. */
    timeToPatchBelow: z.number().default(parseDuration(PROCESS.measures.timeToPatch.below.value)),
    /** Who is mentioned when a release is an emergency: names on GitHub, ids in Slack. */
    onCall: z
      .strictObject({ github: z.array(z.string()).readonly(), slack: z.array(z.string()).readonly() })
      .readonly()
      .default({ github: [], slack: [] }),
    /** How long something is missing before its owner is reminded, and before the manager is told too; in seconds. */
    reminders: z
      .strictObject({ after: z.number(), escalateAfter: z.number() })
      .readonly()
      .default({ after: 86_400, escalateAfter: 259_200 }),
    /** The gates in the order in which people read them. */
    gates: z.array(gateTerm).readonly().default(EARLIER_GATES),
    /** How what was built is deployed; null for releases that end with their publication. */
    rollout: rolloutTerms.nullable().default(null),
  })
  .readonly()
export type Terms = z.output<typeof termsSchema>

type RolePolicy = Pick<Policy['roles']['captain'], 'permission' | 'teams' | 'users'>

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
  const toRoleTerm = (role: Policy['roles']['captain']) => pinRole(role, ids)
  return {
    tagPattern: policy.tagPattern,
    timeZone: policy.calendar.timeZone,
    exceptionDays: policy.exceptions.maxDays,
    ownChanges: policy.exceptions.ownChanges,
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
      security: toRoleTerm(policy.roles.security),
    },
    approvals: policy.roles.approvals,
    backToMain: policy.backToMain.pullRequest,
    channels: policy.channels,
    advanceTo: policy.announcements.advanceTo,
    securityAdvanceTo: policy.announcements.securityAdvanceTo,
    ...pinPreNotification(policy.security),
    ...(policy.calendar.emergencySkips.length > 0 && { emergencySkips: policy.calendar.emergencySkips }),
    timeToPatchBelow: policy.measures.timeToPatchBelowSeconds,
    onCall: policy.calendar.onCall,
    reminders: {
      after: policy.calendar.reminders.afterSeconds,
      escalateAfter: policy.calendar.reminders.escalateAfterSeconds,
    },
    gates: pinGates(policy, ids),
    rollout: pinRollout(policy),
    slackPeople: Object.fromEntries(
      Object.entries(policy.people.slack).flatMap(([user, login]) => {
        const id = ids.get(login)
        return id === undefined ? [] : [[user, { id, login }]]
      }),
    ),
  }
}

function pinRole({ permission, teams, users }: RolePolicy, ids: ReadonlyMap<string, number>): RoleTerm {
  return { permission, teams, users: users.flatMap((name) => ids.get(name) ?? []) }
}

/** The points of the course that a release without a rollout goes through. */
const POINTS: readonly GatePoint[] = ['cut', 'testing', 'artifacts', 'publication']
/** And those of one that is deployed and watched. */
const ROLLOUT_POINTS: readonly GatePoint[] = ['staging', 'pre-deployment', 'post-release']

/** Pins the gates of the process with what the policy adds, removes and puts in another order. */
function pinGates(policy: Policy, ids: ReadonlyMap<string, number>): GateTerm[] {
  const { gates, environments } = policy
  const points = environments.length === 0 ? POINTS : [...POINTS, ...ROLLOUT_POINTS]
  const standing = PROCESS_GATES.filter(
    ({ id, point }) => points.includes(point) && !gates.remove.includes(id),
  )
  const own = gates.add.map((gate) => pinOwnGate(gate, ids))
  const all = [...standing.map((gate) => pinProcessGate(gate, policy)), ...own]
  const place = ({ id }: GateTerm) => {
    const at = gates.order.indexOf(id)
    return at < 0 ? gates.order.length : at
  }
  return all.toSorted((one, other) => place(one) - place(other))
}

/** The two checklists of testing stand in the terms by themselves. */
const BY_NAME: readonly string[] = ['release', 'security']

function pinProcessGate(gate: StandingGate, policy: Policy): GateTerm {
  if (gate.kind !== 'checklist') return gate
  const { id, kind, point, checklist, track = null } = gate
  const items = BY_NAME.includes(checklist) ? null : fillItems(policy.checklists[checklist], policy)
  return { id, kind, point, checklist, title: null, items, role: null, track }
}

/** The lines as people read them, with what the policy says in place of placeholders. */
function fillItems(items: Policy['checklists']['release'], { announcements, criteria }: Policy) {
  const known = {
    advanceNotice: formatDuration(announcements.advanceNoticeSeconds),
    severities: criteria.severities.join(' or '),
  }
  return items.map((item) => ({ ...item, text: fill(item.text, known) }))
}

function pinOwnGate(
  { id, text, before, items, role, track }: Policy['gates']['add'][number],
  ids: ReadonlyMap<string, number>,
): GateTerm {
  return {
    id,
    kind: 'checklist',
    point: GATE_BEFORE[before],
    checklist: id,
    title: text,
    items: items ?? [{ id, text }],
    role: role ? pinRole(role, ids) : null,
    track: track ?? null,
  }
}

/** Returns the lines of a checklist in their order. */
export function getChecklistItems(
  { checklist, items }: ChecklistTerm,
  terms: Pick<Terms, 'checklist' | 'securityChecklist'>,
): Terms['checklist'] {
  if (items) return items
  return checklist === 'security' ? terms.securityChecklist : terms.checklist
}

/** Returns every user name of a policy from which a right follows: what to ask the accounts of. */
export function listUserNames({ roles, people, gates }: Policy): readonly string[] {
  const inRoles = ROLES.flatMap((name) => roles[name].users)
  const inGates = gates.add.flatMap(({ role }) => role?.users ?? [])
  return [...new Set([...inRoles, ...inGates, ...Object.values(people.slack)])]
}

/** Returns every team from which a right follows: what to ask of GitHub about somebody. */
export function listTeams({ roles, gates }: Terms): readonly string[] {
  const inGates = gates.flatMap((gate) => (gate.kind === 'checklist' ? (gate.role?.teams ?? []) : []))
  return [...new Set([...ROLES.flatMap((name) => roles[name].teams), ...inGates])]
}
