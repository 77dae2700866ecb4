import type { Fact } from '../../../release/lifecycle/commands.ts'
import type { ReleaseEvent } from '../../../release/lifecycle/events.ts'
import type { RolloutEffect } from '../../../release/lifecycle/rollout/effects.ts'
import type { EnvironmentTerms, RolloutTerms } from '../../../release/lifecycle/rollout/terms.ts'
import { getEnvironmentTerms } from '../../../release/lifecycle/rollout/view.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GitHubRepository } from '../../ports/github.ts'

/** What an effect of a rollout is performed with. GitHub is asked only where it is needed: a rollback waits for nothing. */
export interface RolloutContext {
  readonly deps: RuntimeDependencies
  /** `77:v2.0.1` */
  readonly id: string
  readonly release: OpenedRelease
  readonly terms: RolloutTerms
  readonly events: readonly ReleaseEvent[]
  openRepository(): Promise<GitHubRepository>
}

/** An effect of the rollout by its kind. */
export type RolloutEffectOf<K extends RolloutEffect['kind']> = Extract<RolloutEffect, { readonly kind: K }>

/** Looks whether the world shows an effect already, else has it done; what it answered comes back as facts. */
export type PerformRollout<K extends RolloutEffect['kind']> = (
  context: RolloutContext,
  effect: RolloutEffectOf<K>,
) => Promise<readonly Fact[]>

/** Returns the terms of an environment. @throws {Error} for one that the release doesn't have */
export function getEnvironment({ release }: RolloutContext, id: string): EnvironmentTerms {
  const environment = getEnvironmentTerms(release.ledger, id)
  if (!environment) throw new Error(`${release.ledger.about.version} has no environment ${id}`)
  return environment
}

/** Returns the repository of a release by its name: `godel/api`. */
export function getRepositoryName({ release }: Pick<RolloutContext, 'release'>): string {
  return release.ledger.about.repository.name
}

/** Strips what stands before the numbers of a version: `v2.0.1` is `2.0.1`. */
export function toPlainVersion(version: string): string {
  return version.replace(/^\D+/, '')
}
