import type { Alarm } from '../../../release/lifecycle/commands.ts'
import { listAlarms } from '../../../release/schedule/emergencies.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GroundReading } from '../../ports/git.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { createReleaseId, executeCommand } from '../../record/execute-command.ts'
import { createFrozenLines } from '../../record/frozen-lines.ts'
import { readRollbacks } from '../../record/rollbacks.ts'
import { loadCalendar } from '../calendar/calendar-record.ts'
import { createReleaseDue } from '../calendar/opening-by-itself.ts'
import type { PlanNow } from './plans.ts'

interface Seen {
  readonly ground: GroundReading
  readonly plans: readonly PlanNow[]
}

/**
 * Emergency Releases: on every line that has releases by the calendar, a change that can't wait opens a release of its own, or
 * makes an emergency of the one that is being prepared. Returns what writes that, for the transaction of the look that saw it.
 */
export async function prepareEmergencies(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { ground, plans }: Seen,
): Promise<(unit: Unit) => Promise<void>> {
  const { state } = await deps.store.transact((unit) => loadCalendar(unit, repo.ref.id))
  const writes: ((unit: Unit) => Promise<void>)[] = []
  for (const { preparing, seen } of plans) {
    if (seen === null) continue
    const alarms = listAlarms(seen.plan, { policy: ground.policy, since: state.startedAt })
    const id = preparing?.id ?? createReleaseId(repo.ref.id, seen.plan.version)
    const [first] = alarms
    if (first === undefined) continue
    if (preparing === null) writes.push(await prepareOpening(deps, repo, { ground, id, alarm: first }))
    writes.push((unit) => tellAlarms(unit, id, { alarms, at: deps.now() }))
  }
  return async (unit) => {
    for (const write of writes) await write(unit)
  }
}

async function prepareOpening(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { ground, id, alarm }: { readonly ground: GroundReading; readonly id: string; readonly alarm: Alarm },
): Promise<(unit: Unit) => Promise<void>> {
  const rollbacks = await deps.store.transact((unit) => readRollbacks(unit, repo.ref.id))
  const version = id.slice(id.indexOf(':') + 1)
  const fact = await createReleaseDue({
    ...{ repo, ground, version, alarm, rollbacks },
    findFrozenLines: createFrozenLines(deps.store, { repository: repo.ref.id, at: deps.now() }),
    at: deps.now(),
    day: null,
  })
  return async (unit) => {
    await executeCommand(unit, id, fact)
  }
}

/** Those that the release knows are no news to it. */
async function tellAlarms(
  unit: Unit,
  id: string,
  { alarms, at }: { readonly alarms: readonly Alarm[]; readonly at: number },
): Promise<void> {
  for (const alarm of alarms) await executeCommand(unit, id, { type: 'EmergencySeen', at, ...alarm })
}
