import { parseChannel } from '../../lines.ts'
import { checkVersion } from '../../versions/check-version.ts'
import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import { mayOpen } from '../evolve/evolve.ts'
import { refuseRole } from '../rules/roles.ts'
import type { Release } from '../state.ts'

type Open = AskedOf<'Open'>

/** §1.1, §1.2 and Version Numbering: a release opens with the policy in force, which stays its policy from here on. */
export function decideOpening(release: Release, command: Open, stamp: Stamp): Decision {
  const { terms, goal, asker, track, emergency } = command
  const role = goal.kind === 'plan' ? 'contributor' : 'captain'
  const refusal = refuseRole(role, asker, terms)
  if (refusal) return { kind: 'refused', refusal }
  if (release.status !== 'unopened' && !mayOpen(release)) return exists(release)
  if (track === 'emergency' && emergency === null)
    return refuse(
      'An emergency release was asked for without what the emergency is.',
      'Say which: critical-security, data-loss or service-outage.',
    )
  if (track !== 'emergency' && emergency !== null)
    return refuse(
      `A ${track} release is for no emergency.`,
      'Ask for the emergency track, or leave the emergency out.',
    )

  const version = checkVersion(command.version, command.tags, { tagPattern: terms.tagPattern })
  if (version.kind === 'refused') return version
  const lockedBy = command.lockedLines[version.line]
  if (lockedBy !== undefined && lockedBy !== version.version)
    return refuse(
      `Line ${version.line} is locked: ${lockedBy} was rolled back.`,
      `When the line may be released from again, say \`/release unlock because …\` on the tracking issue of ${lockedBy}.`,
    )

  return accept(...createOpeningEvents(command, version, stamp))
}

function createOpeningEvents(
  { repository, track, emergency, policy, terms, selection, goal }: Open,
  { version, tag, line, base }: Extract<ReturnType<typeof checkVersion>, { kind: 'accepted' }>,
  stamp: Stamp,
): ReleaseEvent[] {
  const kind = parseChannel(version.replace(/^v/, '')) === null ? 'patch' : 'prerelease'
  const opened: ReleaseEvent = {
    type: 'Opened',
    ...stamp,
    repository,
    version,
    tag,
    line,
    base: { tag: base.name, commit: base.commit },
    kind,
    track,
    emergency,
    policy,
    terms,
    selection,
  }
  if (goal.kind === 'plan') return [opened]

  return [opened, { type: 'CutRequested', ...stamp, expects: goal.expects }]
}

function exists({ ledger, status }: Exclude<Release, { status: 'unopened' }>): Decision {
  const { version } = ledger.about
  const where = ledger.shown.issue === null ? 'its tracking issue' : `#${ledger.shown.issue}`
  if (status === 'open')
    return refuse(
      `${version} is a release on its way already.`,
      `Go on with it in ${where}: \`/release status\`.`,
    )

  return refuse(
    `${version} was ${status} already, and no version is cut twice.`,
    'Cut the next version of the line.',
  )
}
