import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp } from '../decision.ts'
import { refuseRole } from '../rules/roles.ts'
import type { OpenRelease } from '../state.ts'
import { isSecurityRelease } from '../view.ts'

/** Decides on another track: anybody in the release raises it to security, and only the security team lowers it. */
export function decideTrack(
  release: OpenRelease,
  { track, emergency, because, asker }: AskedOf<'Track'>,
  stamp: Stamp,
): Decision {
  const { about } = release.ledger
  if (track === 'emergency' && emergency === null) return refuse({ code: 'emergency-unnamed' })
  if (track !== 'emergency' && emergency !== null) return refuse({ code: 'not-an-emergency', track })
  const isSecurity = track === 'security' || emergency === 'critical-security'
  const isLowered = isSecurityRelease(release) && !isSecurity
  if (!isLowered && about.track === track && about.emergency === emergency)
    return refuse({ code: 'track-unchanged', version: about.version, track })

  const raised = isSecurity ? 'contributor' : 'captain'
  const role = isLowered ? 'security' : raised
  const refusal = refuseRole(role, asker, about.terms)
  if (refusal) return { kind: 'refused', refusal }
  return accept({ type: 'TrackChanged', ...stamp, track, emergency, because })
}
