import { z } from 'zod'
import { type GatePoint, PROCESS_GATES } from '../process/phases.ts'
import { checklistItem } from './checklists.ts'
import {
  chooseDefault,
  defineFullListById,
  defineList,
  defineListById,
  defineSetting,
} from './define-setting.ts'
import { PERMISSIONS, team, user } from './roles.ts'
import { createLineSchema, idSchema } from './text-schemas.ts'

/** What a gate of a policy's own stands before, and where in the course that is. */
export const GATE_BEFORE = {
  tag: 'testing',
  'next-environment': 'staging',
  production: 'pre-deployment',
  publish: 'publication',
  close: 'post-release',
} as const satisfies Record<string, GatePoint>
const BEFORE = [
  'tag',
  'next-environment',
  'production',
  'publish',
  'close',
] as const satisfies (keyof typeof GATE_BEFORE)[]
/** These only a release has that is deployed. */
const OF_DEPLOYMENT: readonly (typeof BEFORE)[number][] = ['next-environment', 'production', 'close']

const PROCESS_GATE_IDS = PROCESS_GATES.map(({ id: name }) => name)

const ownRole = z
  .strictObject({
    permission: z.enum(PERMISSIONS).nullable().default(null).meta({
      description: 'The permission on the repository that is enough; null allows only teams and users.',
    }),
    teams: defineList(team).default([]).meta({ description: 'Teams whose members may.' }),
    users: defineList(user).default([]).meta({ description: 'People who may.' }),
  })
  .refine(({ permission, teams, users }) => permission !== null || teams.length + users.length > 0, {
    error: 'a role with a permission, teams or users',
  })
  .readonly()

const ownGate = z
  .strictObject({
    id: idSchema.meta({
      description: 'A name for commands; without `items`, also the name of its only item.',
    }),
    text: createLineSchema().meta({ description: 'What people read as its title, like “Legal approved”.' }),
    before: z.enum(BEFORE).meta({
      description:
        'What waits for it: the tag, each environment after the first, the first share of production, the GitHub release, or the end of the release.',
    }),
    items: defineFullListById(checklistItem).optional().meta({
      description: 'The items to tick; default: one item that says `text`.',
    }),
    role: ownRole.optional().meta({
      description: 'Who may tick its items; default: every contributor.',
    }),
    track: z.literal('security').optional().meta({ description: 'The only track that it applies to.' }),
  })
  .readonly()

/** The gates: those of the process, less what the policy removes, and what it adds. */
export const gates = z
  .strictObject({
    add: defineSetting(
      defineListById(ownGate),
      chooseDefault([]),
      'Your own gates, each a checklist with its role.',
    ),
    remove: defineSetting(
      defineList(z.enum(PROCESS_GATE_IDS)),
      chooseDefault([]),
      'Gates of the process that a release skips.',
    ),
    order: defineSetting(
      defineList(idSchema),
      chooseDefault([]),
      'The ids of gates that come first, in this order. The others keep their order.',
    ),
  })
  .superRefine(({ add, order }, context) => {
    for (const [index, gate] of add.entries())
      if (PROCESS_GATE_IDS.includes(gate.id))
        context.addIssue({
          code: 'custom',
          path: ['add', index, 'id'],
          message: 'an id that no gate of the process has',
        })
    const known = [...PROCESS_GATE_IDS, ...add.map((gate) => gate.id)]
    for (const [index, name] of order.entries())
      if (!known.includes(name))
        context.addIssue({ code: 'custom', path: ['order', index], message: 'the id of a gate' })
  })
  .readonly()
  .prefault({})
  .meta({ description: 'What must be true before a release continues.' })

/** Checks whether no gate waits for a deployment in a policy that deploys nothing: it would never be asked for. */
export function areGatesReached(policy: unknown): boolean {
  const { success, data } = gatesAndEnvironments.safeParse(policy)
  if (!success || data.environments.length > 0) return true
  return !data.gates.add.some(({ before }) => OF_DEPLOYMENT.includes(before))
}

const gatesAndEnvironments = z.object({
  environments: z.array(z.unknown()),
  gates: z.object({ add: z.array(z.object({ before: z.enum(BEFORE) })) }),
})
