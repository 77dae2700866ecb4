import { z } from 'zod'
import { WEEKDAYS } from '../calendar.ts'
import { chooseDefault, defineList, defineListById, defineSetting } from '../define-setting.ts'
import { createLineSchema, idSchema } from '../text-schemas.ts'
import { connectionSchema, deployerSchema } from './deployer.ts'
import { workflowFileSchema } from './testing.ts'

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of the day, like 09:30' })

const window = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).min(1).readonly(),
    from: time,
    to: time,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'a later time of the day than `from`' })
  .readonly()

const healthUrl = createLineSchema('an https URL without credentials in it').regex(
  /^(?:https:\/\/|http:\/\/127\.0\.0\.1[:/])[^\s@]+$/,
  { error: 'an https URL without credentials in it' },
)

const environment = z
  .strictObject({
    id: idSchema.meta({
      description: 'The name of the environment, also the value of `$environment` in queries.',
    }),
    deployer: deployerSchema.meta({ description: 'What deploys a version there.' }),
    metrics: connectionSchema.optional().meta({
      description: 'The connection of the Prometheus whose numbers decide there.',
    }),
    smokeTest: workflowFileSchema.optional().meta({
      description:
        'A workflow in .github/workflows that tests what was deployed. Its `run-name` has to contain its input `key`.',
    }),
    health: z.array(healthUrl).max(20).readonly().default([]).meta({
      description: 'URLs that answer with 2xx while the environment is healthy.',
    }),
    approvals: z.int().min(0).max(10).default(0).meta({
      description: 'How many people say go before each step there.',
    }),
    onFailure: z.enum(['rollback', 'hold']).default('rollback').meta({
      description: 'What a step of production becomes whose metrics or smoke test fail.',
    }),
    windows: defineList(window).default([]).meta({
      description:
        'When the environment may change, in the time zone of the calendar; at any time without one.',
    }),
    freeze: defineList(z.iso.date()).default([]).meta({
      description: 'Days on which the environment does not change.',
    }),
  })
  .readonly()

/** One environment, as the policy in force has it. */
export type EnvironmentPolicy = z.output<typeof environment>

/** The environments in the order in which a version goes through them. Without one, a repository only publishes. */
export const environmentsSchema = defineSetting(
  defineListById(environment),
  chooseDefault([]),
  'Where a version is deployed, in this order; the last is production. Without an environment, nothing is deployed.',
)
