import { z } from 'zod'

/** The deployers of a policy as a release keeps them. Stored, so a schema here is added to and never edited. */

const timeoutSeconds = z.number()

function defineDeployer<const K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return z.strictObject({ kind: z.literal(kind), timeoutSeconds, ...shape }).readonly()
}

const workload = z
  .strictObject({
    kind: z.enum(['deployment', 'rollout']),
    name: z.string(),
    container: z.string(),
    image: z.string(),
  })
  .readonly()

/** What brings a version to an environment: pinned, so that a rollback has to read nothing before it acts. */
export const deployerTerms = z.discriminatedUnion('kind', [
  defineDeployer('github-actions', {
    workflow: z.string(),
    inputs: z.record(z.string(), z.string()).readonly(),
  }),
  defineDeployer('github-deployments', {
    /** What GitHub calls the environment. */
    environment: z.string(),
  }),
  defineDeployer('http-request', { connection: z.string() }),
  defineDeployer('kubernetes', {
    connection: z.string(),
    namespace: z.string(),
    workloads: z.array(workload).readonly(),
  }),
  defineDeployer('gate-server', {
    connection: z.string(),
    controller: z.enum(['flagger', 'argo-rollouts']),
  }),
])
export type DeployerTerms = z.output<typeof deployerTerms>
