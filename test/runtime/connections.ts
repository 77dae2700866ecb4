import { openConnections } from '../../src/app/open-connections.ts'
import type { Connections } from '../../src/runtime/ports/connections.ts'
import { NO_CONNECTIONS } from '../../src/settings/connections.ts'

/** No server is set up, as in an App without CONNECTIONS_FILE. */
export function withoutConnections(): Connections {
  const gates = { readGate: async () => null, changeGate: async () => null }
  return openConnections(NO_CONNECTIONS, { gates, userAgent: 'test', now: () => 0 })
}
