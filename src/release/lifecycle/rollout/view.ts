import type { Ledger, Release } from '../state.ts'
import { NO_ROLLOUT, type Rollout, type RolloutStage, type StageOf } from './state.ts'
import type { EnvironmentTerms, RolloutTerms } from './terms.ts'
import type { RolloutStep } from './words.ts'

/** Returns the rollout of a release; one that has not begun where there is nothing of the release yet. */
export function getRollout(release: Release): Rollout {
  return release.status === 'unopened' ? NO_ROLLOUT : release.ledger.rollout
}

/** Returns where the rollout of a release is. */
export function getStage(release: Release): RolloutStage {
  return getRollout(release).stage
}

/** Returns what the rollout is decided by; null where nothing is deployed. */
export function getRolloutTerms({ about }: Pick<Ledger, 'about'>): RolloutTerms | null {
  const { rollout } = about.terms
  return rollout && rollout.environments.length > 0 ? rollout : null
}

/** Returns the terms of an environment; null for one that the policy does not name. */
export function getEnvironmentTerms({ about }: Pick<Ledger, 'about'>, id: string): EnvironmentTerms | null {
  return about.terms.rollout?.environments.find((one) => one.id === id) ?? null
}

/** Returns the environment in which customers are; null where nothing is deployed. */
export function getProduction({ about }: Pick<Ledger, 'about'>): EnvironmentTerms | null {
  return about.terms.rollout?.environments.find(({ isProduction }) => isProduction) ?? null
}

/** Returns the first step of a rollout; null where nothing is deployed. */
export function getFirstStep(terms: RolloutTerms): RolloutStep | null {
  const [first] = terms.environments
  return first ? toStep(first, 0) : null
}

/** Returns the step after one: the next share of the environment, else the first of the next; null after the last. */
export function getNextStep(terms: RolloutTerms, { environment, step }: RolloutStep): RolloutStep | null {
  const at = terms.environments.findIndex(({ id }) => id === environment)
  const here = terms.environments[at]
  if (here && step + 1 < here.steps.length) return toStep(here, step + 1)
  const next = terms.environments[at + 1]
  return next ? toStep(next, 0) : null
}

function toStep({ id, steps }: EnvironmentTerms, step: number): RolloutStep | null {
  const found = steps[step]
  return found ? { environment: id, step, share: found.share } : null
}

/** Checks whether production has any of the new version, or is about to. */
export function isInProduction(release: Release): boolean {
  if (release.status === 'unopened') return false
  const production = getProduction(release.ledger)
  return production !== null && (release.ledger.rollout.shares[production.id] ?? 0) > 0
}

/** Checks whether a rollback was asked for or is done: nothing goes on after it. */
export function isRolledBack(release: Release): boolean {
  const { stage } = getStage(release)
  return stage === 'rolling-back' || stage === 'rolled-back'
}

/** Returns the line that nobody may roll out on until it is unlocked; null where it is free. */
export function getLockedLine(release: Release): string | null {
  if (release.status === 'unopened') return null
  const { stage } = release.ledger.rollout
  return stage.stage === 'rolled-back' && stage.isLineLocked ? release.ledger.about.line : null
}

/** Checks whether anything of a release is still to be done: until it is published, or closed where it is deployed. */
export function isUnderWay(release: Release): boolean {
  if (release.status === 'open') return true
  if (release.status !== 'published' || release.ledger.about.kind === 'prerelease') return false
  return getRolloutTerms(release.ledger) !== null && release.ledger.rollout.closedAt === null
}

/**
 * Returns the version that production goes back to: the last one that is healthy there, which is the tag that the release
 * starts from unless that was rolled back.
 */
export function getPreviousVersion({ about, rollout }: Pick<Ledger, 'about' | 'rollout'>): string {
  return rollout.previous ?? about.previous ?? about.base.tag
}

/** Returns the version that production went back to from a release; null where it wasn't rolled back. */
export function getRolledBackTo(release: Release): string | null {
  const stage = getStage(release)
  if (stage.stage === 'rolling-back' || stage.stage === 'rolled-back') return stage.to
  return release.status === 'published' ? (release.rolledBack?.to ?? null) : null
}

/** Returns the step that holds up now; null elsewhere. */
export function getSoaking(release: Release): StageOf<'soaking'> | null {
  const stage = getStage(release)
  return stage.stage === 'soaking' ? stage : null
}
