import { z } from 'zod'
import { defineEffect } from '../effect-shape.ts'
import { rollbackCauseSchema } from './words.ts'

const text = z.string().min(1)
/** An environment, and the version that it is about. */
const there = { environment: text, version: text }

/** What a rollout asks of the world. Each looks first whether the world already shows it (design, law 1). */
export const ROLLOUT_EFFECTS = [
  /** Claims the environment for this release, and looks for locks and open incidents. */
  defineEffect('check-environment', { environment: text }),
  /** Leaves the environment to others. */
  defineEffect('free-environment', { environment: text }),
  /** Brings so many percent of the traffic of an environment to a version. `previous` serves the rest. */
  defineEffect('deploy-version', { ...there, previous: text, share: z.number(), step: z.int() }),
  defineEffect('run-smoke-test', there),
  defineEffect('read-metrics', { ...there, previous: text, share: z.number() }),
  /** §4.1: the images of the previous version are in the registry, by digest. */
  defineEffect('verify-images', { version: text }),
  /** Puts staging back to the previous version and forward again. */
  defineEffect('run-drill', { ...there, previous: text }),
  /** One mail for each recipient, never twice. */
  defineEffect('notify-customers', { what: z.enum(['advance', 'rolled-back']) }),
  defineEffect('update-status-page', {
    what: z.enum(['scheduled', 'in-progress', 'monitoring', 'completed', 'rolled-back']),
  }),
  /** §5.2: in the forum, and as a post. */
  defineEffect('post-announcement', {
    to: z.enum(['forum', 'social']),
    what: z.enum(['release', 'rolled-back']),
  }),
  defineEffect('roll-back', { ...there, from: text }),
  defineEffect('verify-health', there),
  defineEffect('open-incident', { environment: text, to: text, cause: rollbackCauseSchema }),
  /** The GitHub release is marked, and is not the latest any more. */
  defineEffect('mark-rolled-back', { tag: text, to: text }),
  /** A pull request moves the pin of a GitOps repository to what production runs. */
  defineEffect('move-pin', { from: text, to: text, why: z.enum(['rollout', 'rollback']) }),
  /** §5.1: replicas, health and error rates after the rollout. */
  defineEffect('verify-deployment', there),
  defineEffect('read-watch', { ...there, since: z.number() }),
  defineEffect('open-review', {}),
] as const

/** What a rollout asks of the world. */
export type RolloutEffect = z.output<(typeof ROLLOUT_EFFECTS)[number]>

const ROLLOUT_EFFECT_KINDS: readonly string[] = ROLLOUT_EFFECTS.map((one) => one.unwrap().shape.kind.value)

/** Checks whether an effect belongs to the deployment of a release. */
export function isRolloutEffect(effect: { readonly kind: string }): effect is RolloutEffect {
  return ROLLOUT_EFFECT_KINDS.includes(effect.kind)
}
