import {
  type EnvironmentEvent,
  type Environments,
  environmentEventSchema,
  evolveEnvironments,
  getEnvironment,
  listLocks,
} from '../../../release/environments/environments.ts'
import type { Incident } from '../../../release/lifecycle/rollout/words.ts'
import { findHealthyVersion } from '../../../release/rollout/healthy-version.ts'
import {
  appendEnvironmentEvent,
  readEnvironmentEvents,
} from '../../../store/environments/environment-events.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { readRollbacks } from '../../record/rollbacks.ts'
import type { PerformRollout, RolloutContext } from './rollout-context.ts'

/** By this label an issue is an incident, and holds production while it is open. */
export const INCIDENT_LABEL = 'incident'

/** What is true of the environments of a repository, after how many events. */
export interface LoadedEnvironments {
  readonly environments: Environments
  readonly events: number
}

/** Reads the environments of a repository. */
export async function loadEnvironments(unit: Unit, repository: number): Promise<LoadedEnvironments> {
  const events = await readEnvironmentEvents(unit, repository, environmentEventSchema)
  return { environments: events.reduce(evolveEnvironments, {}), events: events.length }
}

/** Writes down what happened to an environment. */
export async function recordEnvironmentEvent(
  unit: Unit,
  repository: number,
  { after, event }: { readonly after: number; readonly event: EnvironmentEvent },
): Promise<void> {
  await appendEnvironmentEvent(unit, repository, { after, event, at: event.at })
}

/** Claims an environment for a release, unless another has it, and says who else keeps it and which incidents are open. */
export const checkEnvironment: PerformRollout<'check-environment'> = async (context, effect) => {
  const { deps } = context
  const incidents = await listIncidents(await context.openRepository())
  const { claimed, environments } = await claim(context, effect.environment)
  const previous = await findOtherPrevious(context)
  const locks = listLocks(environments)
  return [
    {
      type: 'EnvironmentChecked',
      at: deps.now(),
      answers: effect.key,
      claimed,
      locks,
      incidents,
      ...previous,
    },
    ...listTestedBefore(context, environments),
  ]
}

/** What a release starts from may have been rolled back since it was tagged: then production runs another version. */
async function findOtherPrevious({ deps, release }: RolloutContext): Promise<{ readonly previous?: string }> {
  const { base, repository } = release.ledger.about
  const { rolledBack } = await deps.store.transact((unit) => readRollbacks(unit, repository.id))
  const previous = findHealthyVersion(base.tag, rolledBack)
  return previous === base.tag || previous === '' ? {} : { previous }
}

/** §4.1: a rollback that was tested for an earlier release counts for a while. */
function listTestedBefore({ deps, terms }: RolloutContext, environments: Environments) {
  return terms.environments.flatMap(({ id, isProduction }) => {
    const { tested } = getEnvironment(environments, id)
    if (isProduction || !tested) return []
    const { at: testedAt, evidence } = tested
    return [{ type: 'DrillSeen', at: deps.now(), environment: id, testedAt, evidence } as const]
  })
}

function claim(
  { deps, release }: RolloutContext,
  environment: string,
): Promise<{ readonly claimed: boolean; readonly environments: Environments }> {
  const { repository, version } = release.ledger.about
  return deps.store.transact(async (unit) => {
    const { environments, events } = await loadEnvironments(unit, repository.id)
    const { claimed } = getEnvironment(environments, environment)
    if (claimed) return { claimed: claimed.version === version, environments }
    const event: EnvironmentEvent = {
      type: 'EnvironmentClaimed',
      at: deps.now(),
      by: { kind: 'rule' },
      environment,
      version,
    }
    await recordEnvironmentEvent(unit, repository.id, { after: events, event })
    return { claimed: true, environments: evolveEnvironments(environments, event) }
  })
}

/** Leaves an environment to other releases, where this one has it. */
export const freeEnvironment: PerformRollout<'free-environment'> = async ({ deps, release }, effect) => {
  const { repository, version } = release.ledger.about
  const { environment } = effect
  await deps.store.transact(async (unit) => {
    const { environments, events } = await loadEnvironments(unit, repository.id)
    if (getEnvironment(environments, environment).claimed?.version !== version) return
    const event: EnvironmentEvent = {
      type: 'EnvironmentFreed',
      at: deps.now(),
      by: { kind: 'rule' },
      environment,
      version,
    }
    await recordEnvironmentEvent(unit, repository.id, { after: events, event })
  })
  return []
}

/** Lists the open issues that are incidents. */
export async function listIncidents(repo: Pick<GitHubRepository, 'labelled'>): Promise<Incident[]> {
  const labelled = await repo.labelled(INCIDENT_LABEL)
  return labelled
    .filter(({ state, isPullRequest }) => state === 'open' && !isPullRequest)
    .map(({ number, title }) => ({ issue: number, title: title.slice(0, 200) }))
}
