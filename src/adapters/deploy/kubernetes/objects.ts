import { z } from 'zod'
import type { Replicas } from '../../../runtime/ports/deployer.ts'

const metadata = z.object({
  name: z.string(),
  generation: z.number().default(0),
  resourceVersion: z.string(),
  annotations: z.record(z.string(), z.string()).nullish(),
})

const container = z.object({ name: z.string(), image: z.string().default('') })
const template = z.object({ spec: z.object({ containers: z.array(container) }) })
const count = z
  .number()
  .nullish()
  .transform((number) => number ?? 0)

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
})

/** What is read of a Deployment (apps/v1). */
export const deploymentObject = z.object({
  metadata,
  spec: z.object({ replicas: z.number().default(1), paused: z.boolean().nullish(), template }),
  status: z
    .object({
      observedGeneration: count,
      replicas: count,
      updatedReplicas: count,
      availableReplicas: count,
      conditions: z.array(condition).nullish(),
    })
    .prefault({}),
})
export type DeploymentObject = z.output<typeof deploymentObject>

const step = z.object({
  setWeight: z.number().optional(),
  pause: z.object({ duration: z.union([z.string(), z.number()]).optional() }).optional(),
})

/** What is read of a Rollout (argoproj.io/v1alpha1). Its observedGeneration is a text. */
export const rolloutObject = z.object({
  metadata,
  spec: z.object({
    replicas: z.number().default(1),
    template,
    strategy: z.object({ canary: z.object({ steps: z.array(step).default([]) }).optional() }),
  }),
  status: z
    .object({
      observedGeneration: z.string().default(''),
      phase: z.string().default(''),
      message: z.string().default(''),
      abort: z.boolean().default(false),
      promoteFull: z.boolean().default(false),
      currentStepIndex: z.number().nullish(),
      currentPodHash: z.string().default(''),
      stableRS: z.string().default(''),
      pauseConditions: z.array(z.object({ reason: z.string() })).nullish(),
      replicas: count,
      updatedReplicas: count,
      availableReplicas: count,
    })
    .prefault({}),
})
export type RolloutObject = z.output<typeof rolloutObject>

/** Where a deployment's key stands on a workload. */
export const KEY_ANNOTATION = 'release-captain.dev/deployment'

/** The key of the deployment that a workload was changed by last; null without one. */
export function readKey(object: DeploymentObject | RolloutObject): string | null {
  return object.metadata.annotations?.[KEY_ANNOTATION] ?? null
}

/** The image of a container; null where there is no such container. */
export function readImage(object: DeploymentObject | RolloutObject, name: string): string | null {
  return object.spec.template.spec.containers.find((one) => one.name === name)?.image ?? null
}

/** Counts the pods of a workload. */
export function toReplicas({ spec, status }: DeploymentObject | RolloutObject): Replicas {
  return { wanted: spec.replicas, updated: status.updatedReplicas, available: status.availableReplicas }
}

/** Adds the pods of several workloads up. */
export function addReplicas(each: readonly (Replicas | null)[]): Replicas {
  const total = (of: keyof Replicas) => each.reduce((so, one) => so + (one?.[of] ?? 0), 0)
  return { wanted: total('wanted'), updated: total('updated'), available: total('available') }
}
