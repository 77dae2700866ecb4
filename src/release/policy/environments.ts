import { z } from 'zod'
import { connection, deployer } from './deployer.ts'
import { listById, ours, setting } from './setting.ts'
import { id } from './text.ts'

const environment = z
  .strictObject({
    id: id.meta({ description: 'The name of the environment, also the value of `$environment` in queries.' }),
    deployer: deployer.meta({ description: 'What brings a version there.' }),
    metrics: connection.optional().meta({
      description: 'The Prometheus whose numbers decide there, by the name of its connection.',
    }),
  })
  .readonly()

/** One environment, as the policy in force has it. */
export type EnvironmentPolicy = z.output<typeof environment>

/** The environments in the order in which a version goes through them. Without one, a repository only publishes. */
export const environments = setting(
  listById(environment),
  ours([]),
  'Where a version is deployed, in this order. Without an environment, nothing is deployed.',
)
