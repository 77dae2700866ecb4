import { parseChannel } from '../../lines.ts'
import { stripVersionPrefix } from '../../version-form.ts'
import type { AcceptedVersion } from '../../versions/versions.ts'
import type { AskedOf, FactOf } from '../commands.ts'
import { accept, BY_RULE, type Decision, refuse, type Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import { mayOpen } from '../evolve/evolve.ts'
import { checkBase, describeRollbacks } from '../rules/find-base.ts'
import { refuseRole } from '../rules/roles.ts'
import type { Release } from '../state.ts'
import type { Freeze } from '../words.ts'

type Open = AskedOf<'Open'>

/** §1.1, §1.2 and Version Numbering: a release opens with the policy in force, which stays its policy from here on. */
export function decideOpening(release: Release, command: Open, stamp: Stamp): Decision {
  const { terms, goal, asker, track, emergency } = command
  const opener = goal.kind === 'plan' ? 'contributor' : 'captain'
  const role = command.embargo ? 'security' : opener
  const refusal = refuseRole(role, asker, terms)
  if (refusal) return { kind: 'refused', refusal }
  if (release.status !== 'unopened' && !mayOpen(release)) return exists(release)
  if (track === 'emergency' && emergency === null) return refuse({ code: 'emergency-unnamed' })
  if (track !== 'emergency' && emergency !== null) return refuse({ code: 'not-an-emergency', track })

  const version = checkBase(command)
  if (version.kind === 'refused') return version
  const lockedBy = command.lockedLines[version.line]
  if (lockedBy !== undefined && lockedBy !== version.version)
    return refuse({ code: 'line-locked', line: version.line, lockedBy })

  const freeze = findFreeze(command, version.line)
  if (freeze && goal.kind === 'cut') return refuse({ code: 'line-frozen', line: version.line, ...freeze })

  return accept(...createOpeningEvents(command, version, stamp), ...tellFreeze(freeze, stamp))
}

/**
 * Release Schedule and Emergency Releases: a release opens by itself, in nobody's name. One that is there already, or
 * that no rule lets open, is no news.
 */
export function decideOpeningByItself(release: Release, fact: FactOf<'ReleaseDue'>): Decision {
  const { day, alarm, at } = fact
  if (release.status !== 'unopened' && !mayOpen(release)) return accept()
  const version = checkBase(fact)
  if (version.kind === 'refused' || fact.lockedLines[version.line] !== undefined) return accept()
  const stamp = { at, by: BY_RULE }
  return accept(
    ...createOpeningEvents({ ...fact, goal: { kind: 'plan' } }, version, stamp),
    ...tellFreeze(findFreeze(fact, version.line), stamp),
    ...(day === null ? [] : [{ type: 'ReleaseDayCame', ...stamp, day } as const]),
    ...(alarm === null ? [] : [{ type: 'EmergencyDeclared', ...stamp, ...alarm } as const]),
  )
}

/** A release of before the App was there comes onto the record once. What is on record already stays as it is. */
export function decideImport(release: Release, fact: FactOf<'PastReleaseFound'>): Decision {
  if (release.status !== 'unopened') return accept()
  return accept({ ...fact, type: 'Imported', by: BY_RULE })
}

/** The freeze of a line that is not over yet; null where there is none. */
function findFreeze({ frozenLines = {}, at }: Pick<Open, 'frozenLines' | 'at'>, line: string): Freeze | null {
  const freeze = frozenLines[line]
  return freeze !== undefined && at < freeze.over ? freeze : null
}

function tellFreeze(freeze: Freeze | null, stamp: Stamp): ReleaseEvent[] {
  return freeze === null ? [] : [{ type: 'CutFrozen', ...stamp, freeze }]
}

type Opening = Pick<
  Open,
  | 'repository'
  | 'track'
  | 'emergency'
  | 'policy'
  | 'terms'
  | 'selection'
  | 'goal'
  | 'manager'
  | 'embargo'
  | 'rolledBack'
>

function createOpeningEvents(opening: Opening, accepted: AcceptedVersion, stamp: Stamp): ReleaseEvent[] {
  const { repository, track, emergency, policy, terms, selection, goal, manager = null, embargo } = opening
  const { version, tag, line, base } = accepted
  const kind = parseChannel(stripVersionPrefix(version)) === null ? 'patch' : 'prerelease'
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
    ...(manager === null ? {} : { manager }),
    ...(embargo && { embargo }),
    ...describeRollbacks(accepted, opening.rolledBack),
  }
  if (goal.kind === 'plan') return [opened]

  return [opened, { type: 'CutRequested', ...stamp, expects: goal.expects }]
}

function exists({ ledger, status }: Exclude<Release, { status: 'unopened' }>): Decision {
  const { version } = ledger.about
  if (status === 'open') return refuse({ code: 'opened-already', version, issue: ledger.shown.issue })

  return refuse({ code: 'ended-already', version, status })
}
