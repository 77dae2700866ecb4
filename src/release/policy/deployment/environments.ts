import { z } from 'zod'
import { chooseDefault, defineListById, defineSetting } from '../define-setting.ts'
import { idSchema } from '../text-schemas.ts'
import { connectionSchema, deployerSchema } from './deployer.ts'

const environment = z
  .strictObject({
    id: idSchema.meta({
      description: 'The name of the environment, also the value of `$environment` in queries.',
    }),
    deployer: deployerSchema.meta({ description: 'What deploys a version there.' }),
    metrics: connectionSchema.optional().meta({
      description: 'The connection of the Prometheus whose numbers decide there.',
    }),
  })
  .readonly()

/** One environment, as the policy in force has it. */
export type EnvironmentPolicy = z.output<typeof environment>

/** The environments in the order in which a version goes through them. Without one, a repository only publishes. */
export const environmentsSchema = defineSetting(
  defineListById(environment),
  chooseDefault([]),
  'Where a version is deployed, in this order. Without an environment, nothing is deployed.',
)
