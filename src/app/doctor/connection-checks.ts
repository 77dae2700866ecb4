import type { DoctorCheck } from '../../cli/engine.ts'
import { type CheckAnswer, check, createOk, fail } from '../../planner/doctor/check.ts'
import type { MetricsSource } from '../../runtime/ports/metrics-source.ts'
import type { ConnectionSettings } from '../../settings/connections.ts'
import { openConnections } from '../open-connections.ts'

/** What connections are looked at with. */
export interface ConnectionsExamined {
  readonly connections: ConnectionSettings
  readonly userAgent: string
  /** Seconds since 1970. */
  readonly now: () => number
}

/** Each Prometheus that rollouts are judged by: whether it answers a query, with our login and a clock like ours. */
export async function checkConnections({
  connections,
  userAgent,
  now,
}: ConnectionsExamined): Promise<readonly DoctorCheck[]> {
  const gates = { readGate: async () => null, changeGate: async () => null }
  const open = openConnections(connections, { gates, userAgent, now: () => now() * 1_000 })
  const checks: DoctorCheck[] = []
  for (const { name, repositories } of connections.prometheus) {
    const [repository = ''] = repositories
    checks.push(await check(`Prometheus ${name}`, () => askSource(open.openMetrics(name, repository), now())))
  }
  return checks
}

async function askSource(source: MetricsSource, now: number): Promise<CheckAnswer> {
  const reading = await source.readValue('vector(1)', now)
  if (reading.kind === 'value') return createOk('it answers queries')
  return fail(
    `it doesn't answer a query: ${reading.problem}`,
    'Check its URL and login in CONNECTIONS_FILE, and its clock.',
  )
}
