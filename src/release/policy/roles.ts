import { z } from 'zod'
import { chooseDefault, defineList, defineSetting } from './define-setting.ts'
import { createLineSchema } from './text-schemas.ts'

/** GitHub's permissions on a repository, from the least to the most. */
export const PERMISSIONS = ['read', 'triage', 'write', 'maintain', 'admin'] as const
export type RolePermission = (typeof PERMISSIONS)[number]

/** Who may what in a release: contributors label, assess and tick; captains run it; approvers say go; the security team answers for security fixes. */
export const ROLES = ['contributor', 'captain', 'approver', 'security'] as const
export type RoleName = (typeof ROLES)[number]

/** What waits for a go where the policy wants one: the branch, the tag, the GitHub release (§1.2, §3.2, §5.2). */
export const APPROVED_STEPS = ['cut', 'tag', 'publish'] as const

/** The slug of a team. */
export const team = createLineSchema('the slug of a team, like release-captains').regex(
  /^[a-z0-9_-]+(?:\/[a-z0-9_-]+)?$/,
  {
    error: 'the slug of a team, like release-captains or godel/release-captains',
  },
)
/** The name of a GitHub user. */
export const user = createLineSchema('a GitHub user name').regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, {
  error: 'a GitHub user name',
})

function defineRole(permission: RolePermission, says: string) {
  return z
    .strictObject({
      permission: defineSetting(
        z.enum(PERMISSIONS).nullable(),
        chooseDefault(permission),
        'The permission on the repository that is enough; null allows only teams and users.',
      ),
      teams: defineSetting(defineList(team), chooseDefault([]), 'Teams whose members have the role.'),
      users: defineSetting(defineList(user), chooseDefault([]), 'People who have the role.'),
    })
    .readonly()
    .prefault({})
    .meta({ description: says })
}

function defineApprovals(least: number, count: number, says: string) {
  return z
    .strictObject({
      count: defineSetting(z.int().min(least).max(10), chooseDefault(count), 'How many people must approve.'),
      twoPerson: defineSetting(
        z.boolean(),
        chooseDefault(true),
        "Whether a go doesn't count from the person who asked for the release, from authors of its changes, and from people with commits on its branch.",
      ),
    })
    .readonly()
    .prefault({})
    .meta({ description: says })
}

/** The roles of people. A tag is for ever, so at least one person says go before it. */
export const rolesSchema = z
  .strictObject({
    contributor: defineRole('write', 'Who may label, assess, tick and hold.'),
    captain: defineRole('maintain', 'Who may run a release.'),
    approver: defineRole('maintain', 'Who may approve, and record an exception.'),
    security: defineRole(
      'admin',
      'The security team: who answers for security fixes, and may say that a release has none.',
    ),
    approvals: z
      .strictObject({
        cut: defineApprovals(0, 0, 'Before the release branch is created.'),
        tag: defineApprovals(1, 1, 'Before the tag.'),
        publish: defineApprovals(0, 0, 'Before the GitHub release, in addition to the go for the tag.'),
      })
      .readonly()
      .prefault({})
      .meta({ description: 'What waits for a go.' }),
  })
  .readonly()
  .prefault({})
  .meta({
    description:
      "Who may do what. Release Captain asks GitHub for a person's permissions when they give the command.",
  })
