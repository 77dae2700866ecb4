import { describeLocked } from '../../messages/rollout/environment-locks.ts'
import {
  type EnvironmentEvent,
  type Environments,
  evolveEnvironments,
  getEnvironment,
  listLocks,
} from '../../release/environments/environments.ts'
import { ROLE_OF } from '../../release/lifecycle/commands.ts'
import { refuseRole } from '../../release/lifecycle/rules/roles.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import type { Unit } from '../../store/transaction.ts'
import { loadEnvironments, recordEnvironmentEvent } from '../effects/rollout/environments.ts'
import { fetchTerms } from '../github-state/create-open-command.ts'
import { executeCommand, loadRelease } from '../record/execute-command.ts'
import { fetchAsker } from './asker.ts'
import { type CommandContext, type CommandOutcome, type Prepared, refuseCommand } from './command-context.ts'

interface LockRequest {
  readonly name: 'lock' | 'unlock'
  readonly environment: string
  readonly because: string
}

/** Locks or unlocks an environment, by the roles of the policy on main; releases that wait for it hear of it at once. */
export async function prepareLock(request: LockRequest, context: CommandContext): Promise<Prepared> {
  const { deps, repo } = context
  const { policy } = await deps.git.readGround({ url: await repo.createGitUrl() })
  const terms = await fetchTerms(repo, policy)
  const asker = await fetchAsker(context, terms)
  const refusal = refuseRole(ROLE_OF.UnlockLine, asker, terms)
  if (refusal) return async () => ({ kind: 'refused', refusal })
  if (!policy.environments.some(({ id }) => id === request.environment))
    return async () =>
      refuseCommand(
        `The policy has no environment \`${request.environment}\`.`,
        'Name one of `environments` in .github/release-captain.yml.',
      )
  return (unit) => changeLock(unit, context, { ...request, person: asker.person })
}

async function changeLock(
  unit: Unit,
  context: CommandContext,
  request: LockRequest & { readonly person: Person },
): Promise<CommandOutcome> {
  const { repo, at } = context
  const { environments, events } = await loadEnvironments(unit, repo.ref.id)
  const { locked } = getEnvironment(environments, request.environment)
  if (request.name === 'lock' && locked)
    return refuseCommand(
      `\`${request.environment}\` is locked already, by ${locked.person.login}.`,
      'Unlock it first with `/release unlock ENVIRONMENT because …`.',
    )
  if (request.name === 'unlock' && !locked)
    return refuseCommand(`\`${request.environment}\` isn't locked.`, 'Nothing has to be done.')
  const event = toEvent(request, at)
  await recordEnvironmentEvent(unit, repo.ref.id, { after: events, event })
  await tellReleases(unit, context, evolveEnvironments(environments, event))
  return { kind: 'shown', text: describeLocked(request) }
}

function toEvent(
  { name, environment, because, person }: LockRequest & { readonly person: Person },
  at: number,
): EnvironmentEvent {
  const recorded = { at, by: { kind: 'person', person }, environment, person } as const
  return name === 'lock'
    ? { type: 'EnvironmentLocked', ...recorded, because }
    : { type: 'EnvironmentUnlocked', ...recorded }
}

async function tellReleases(unit: Unit, { known, at }: CommandContext, environments: Environments) {
  const locks = listLocks(environments)
  for (const { id, rollout } of known) {
    if (rollout !== 'waiting') continue
    const { release } = await loadRelease(unit, id)
    if (release.status === 'unopened') continue
    const { incidents } = release.ledger.rollout
    await executeCommand(unit, id, { type: 'SurroundingsSeen', at, locks, incidents })
  }
}
