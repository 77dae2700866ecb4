import { z } from 'zod'
import { createDurationSchema } from '../duration.ts'
import { createLineSchema, createTemplateSchema, idSchema } from '../text-schemas.ts'

/** What a text of a deployer may name. `tag` is the version as the policy tags it: `v2.0.1`. */
const DEPLOYMENT_VALUES = ['version', 'previous', 'tag', 'environment', 'share', 'step', 'key'] as const

/** The name of a connection: its URL and its secrets stand in the environment of the program, never in a policy. */
export const connectionSchema = idSchema.meta({
  description: 'The connection that your administrator set up under this name, like `default`.',
})

const timeout = createDurationSchema({ from: '1m', to: '7d' })
  .prefault('1h')
  .meta({ description: 'A deployment that takes longer pauses the release.' })

const workflowFile = createLineSchema('the name of a workflow file, like deploy.yml')
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.ya?ml$/, { error: 'the name of a workflow file, like deploy.yml' })

/** RFC 1123, as Kubernetes names things. */
const kubernetesName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, { error: 'a name of Kubernetes, like godel-api' })

const imageReference = createTemplateSchema(['version', 'tag'])
  .refine((text) => /\{(?:version|tag)\}/.test(text), { error: 'an image with {version} or {tag} in it' })
  .regex(/^[a-z0-9][A-Za-z0-9._:/{}-]*$/, {
    error: 'the name of an image with its tag, ghcr.io/godel/api:{tag}',
  })

const githubActions = z
  .strictObject({
    kind: z.literal('github-actions'),
    workflow: workflowFile.meta({ description: 'A workflow in .github/workflows with `workflow_dispatch`.' }),
    inputs: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/), createTemplateSchema(DEPLOYMENT_VALUES))
      .refine((inputs) => Object.keys(inputs).length <= 10, { error: 'at most 10 inputs' })
      .readonly()
      .prefault({ version: '{tag}', environment: '{environment}', share: '{share}', key: '{key}' })
      .meta({
        description:
          'Its inputs. Its `run-name` must contain the one with {key}, so that the run can be found again.',
      }),
    timeout,
  })
  .refine(({ inputs }) => Object.values(inputs).some((text) => text.includes('{key}')), {
    path: ['inputs'],
    error: 'an input with {key}, by which the run is found again',
  })
  .transform(({ timeout: timeoutSeconds, ...rest }) => ({ ...rest, timeoutSeconds }))
  .readonly()

const githubDeployments = z
  .strictObject({
    kind: z.literal('github-deployments'),
    environment: createLineSchema('the name of an environment on GitHub')
      .max(255)
      .optional()
      .meta({ description: 'What GitHub calls the environment; without it, its id.' }),
    timeout,
  })
  .transform(({ timeout: timeoutSeconds, ...rest }) => ({ ...rest, timeoutSeconds }))
  .readonly()

const httpRequest = z
  .strictObject({ kind: z.literal('http-request'), connection: connectionSchema, timeout })
  .transform(({ timeout: timeoutSeconds, ...rest }) => ({ ...rest, timeoutSeconds }))
  .readonly()

const workload = z
  .strictObject({
    kind: z.enum(['deployment', 'rollout']).meta({
      description: 'A Deployment moves all traffic at once; a Rollout of Argo’s by its own setWeight steps.',
    }),
    name: kubernetesName,
    container: kubernetesName.meta({ description: 'The container whose image is set.' }),
    image: imageReference.meta({ description: 'The image of a version.' }),
  })
  .readonly()

const kubernetes = z
  .strictObject({
    kind: z.literal('kubernetes'),
    connection: connectionSchema,
    namespace: kubernetesName,
    workloads: z
      .array(workload)
      .min(1)
      .max(20)
      .readonly()
      .meta({ description: 'The workloads that get the new image.' }),
    timeout,
  })
  .transform(({ timeout: timeoutSeconds, ...rest }) => ({ ...rest, timeoutSeconds }))
  .readonly()

const gateServer = z
  .strictObject({
    kind: z.literal('gate-server'),
    connection: connectionSchema,
    controller: z.enum(['flagger', 'argo-rollouts']).meta({ description: 'What moves the traffic.' }),
    timeout,
  })
  .transform(({ timeout: timeoutSeconds, ...rest }) => ({ ...rest, timeoutSeconds }))
  .readonly()

/** What brings a version to an environment. */
export const deployerSchema = z.discriminatedUnion('kind', [
  githubDeployments,
  githubActions,
  httpRequest,
  kubernetes,
  gateServer,
])

/** The deployer of one environment, as the policy in force has it. */
export type DeployerPolicy = z.output<typeof deployerSchema>
export type DeployerKind = DeployerPolicy['kind']
