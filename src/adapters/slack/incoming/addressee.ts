import type { SlackIdentity } from '../identity.ts'
import { ADDRESSED } from './payloads.ts'

/** To whom something is addressed: to us, or why it is not taken (threat A7). */
export function determineAddressee(
  body: unknown,
  self: SlackIdentity,
): 'us' | 'malformed' | 'other-workspace' | 'other-app' {
  const read = ADDRESSED.safeParse(body)
  if (!read.success) return 'malformed'
  const { api_app_id: app, team_id: id, team, is_enterprise_install: isOrganization } = read.data
  if (app !== self.app) return 'other-app'
  return isOrganization !== true && (team?.id ?? id) === self.workspace ? 'us' : 'other-workspace'
}
