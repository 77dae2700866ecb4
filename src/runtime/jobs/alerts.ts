import { z } from 'zod'
import type { FactOf } from '../../release/lifecycle/commands.ts'
import { decide } from '../../release/lifecycle/decide/decide.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import { type Alert, alertSchema } from '../../release/rollout/alerts.ts'
import { listEndedSince, listOpenReleases } from '../../store/events/releases.ts'
import type { Performed, Task } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'
import { executeCommand, loadRelease } from '../record/execute-command.ts'
import { type KnownRelease, toKnownRelease } from '../record/release-summary.ts'

/** The source of notifications of Alertmanager. */
export const ALERTS = 'alertmanager'

const schema = z
  .strictObject({
    /** The name of the connection whose login it came with. */
    source: z.string(),
    /** Seconds since 1970. */
    receivedAt: z.number(),
    alerts: z.array(alertSchema).readonly(),
  })
  .readonly()
type Notification = z.output<typeof schema>

/** Returns a notification as it is stored. */
export function createAlertPayload(notification: Notification): string {
  return JSON.stringify(notification)
}

/** So long after its last event a release may still be rolled back by an alert, in seconds. */
const ROLLED_OUT = 60 * 24 * 60 * 60

/** Tells each release that is in production of the alerts that name its version. The rules decide what follows. */
export async function handleAlerts(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  const notification = schema.parse(JSON.parse(task.payload))
  const firing = notification.alerts.filter(({ status }) => status === 'firing')
  return {
    kind: 'done',
    write: async (unit) => {
      if (firing.length === 0) return
      for (const release of await listRolling(unit, deps.now()))
        await tellRelease(deps, unit, { release, notification, firing })
    },
  }
}

async function listRolling(unit: Unit, now: number): Promise<KnownRelease[]> {
  const open = await listOpenReleases(unit, null)
  const ended = await listEndedSince(unit, now - ROLLED_OUT)
  return [...open, ...ended].map(toKnownRelease).filter(({ rollout }) => rollout !== null)
}

interface Telling {
  readonly release: KnownRelease
  readonly notification: Notification
  readonly firing: readonly Alert[]
}

async function tellRelease(
  { connections, now }: RuntimeDependencies,
  unit: Unit,
  { release: { id, version }, notification, firing }: Telling,
): Promise<void> {
  const own = firing.filter((alert) => isSameVersion(alert.version, version))
  if (own.length === 0) return
  const { release } = await loadRelease(unit, id)
  if (release.status === 'unopened') return
  if (!connections.mayAlert(notification.source, release.ledger.about.repository.name)) return
  const { receivedAt } = notification
  const facts = own.map((alert) => ({ type: 'AlertFired', at: now(), alert, receivedAt }) as const)
  // Thousands may come at once, and at most one rolls back.
  const fact = facts.find((one) => rollsBack(release, one))
  if (fact) await executeCommand(unit, id, fact)
}

function rollsBack(release: Release, fact: FactOf<'AlertFired'>): boolean {
  const decision = decide(release, fact)
  return decision.kind === 'accepted' && decision.events.length > 0
}

/** Labels have versions as `v2.0.1` and as `2.0.1`. */
function isSameVersion(label: string | null, version: string): boolean {
  return label !== null && label.replace(/^v(?=\d)/, '') === version.replace(/^v(?=\d)/, '')
}
