import type { RoleName } from '../../policy/roles.ts'
import { advance } from '../advance.ts'
import { type AskedOf, type Command, type PersonCommand, ROLE_OF } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp } from '../decision.ts'
import { decideCve, decideDisclosureTime, decideDraft, decideFaultyCommit } from '../embargo/decide.ts'
import { isRolloutCommand, type RolloutCommands } from '../rollout/commands.ts'
import { decideRollout } from '../rollout/decide.ts'
import { getStage } from '../rollout/view.ts'
import { refuseGate, refuseRole } from '../rules/roles.ts'
import { findGateOfLine } from '../rules/ticking.ts'
import type { AbortedRelease, OpenRelease, PublishedRelease, Release } from '../state.ts'
import type { OpenedRelease } from '../view.ts'
import { decideCourse } from './course.ts'
import { learn } from './facts.ts'
import { decideOpening } from './opening.ts'
import { decidePreparation } from './preparation.ts'
import { decidePublication, decideRollback, promote } from './publication.ts'
import { check, decideTest, retry } from './testing.ts'
import { decideTrack } from './track.ts'

/**
 * Whether a command or a fact is let through, and what happened if it is: the events, with all that follows from them
 * by itself. The same release and command give the same answer; time is in the command.
 */
export function decide(release: Release, command: Command): Decision {
  const decision = 'asker' in command ? ask(release, command) : learn(release, command)
  if (decision.kind === 'refused') return decision

  return accept(...advance(release, decision.events, command.at))
}

function ask(release: Release, command: PersonCommand): Decision {
  const { at, asker } = command
  const stamp: Stamp = { at, by: { kind: 'person', person: asker.person } }
  if (command.type === 'Open') return decideOpening(release, command, stamp)
  if (release.status === 'unopened') return refuse({ code: 'not-opened' })

  const refusal = refusedRight(release, command)
  if (refusal) return { kind: 'refused', refusal }
  if (command.type === 'Promote') return promote(release, command, stamp)
  if (command.type === 'RolledBack') return decideRollback(release, command, stamp)
  if (isRolloutCommand(command)) {
    if (release.status === 'aborted') return refuseAborted(release)
    return decideRollout(release, command, stamp)
  }
  if (release.status === 'open') return askOpen(release, command, stamp)
  if (release.status === 'aborted') return refuseAborted(release)
  return askPublished(release, command, stamp)
}

type ReleaseCommand = Exclude<
  PersonCommand,
  AskedOf<'Open' | 'Promote' | 'RolledBack' | keyof RolloutCommands>
>

function refuseAborted({ ledger, because, spent }: AbortedRelease): Decision {
  return refuse({ code: 'aborted', version: ledger.about.version, because, spent })
}

/** What is published is settled; while it is deployed and watched, people still hold it and answer for it. */
function askPublished(release: PublishedRelease, command: ReleaseCommand, stamp: Stamp): Decision {
  if (command.type === 'Check' && release.ledger.about.terms.rollout) return check(release, command, stamp)
  if (getStage(release).stage !== 'not-begun')
    switch (command.type) {
      case 'Go':
      case 'NoGo':
      case 'Hold':
      case 'Resume':
        return decideCourse(release, command, stamp)
      case 'Retry':
        return retry(release, command, stamp)
    }
  return refuse({ code: 'published', version: release.ledger.about.version })
}

/** Who answers for a line of a gate with a role of its own needs that role, and no other. */
function refusedRight(
  release: Exclude<Release, { status: 'unopened' }>,
  command: Exclude<PersonCommand, AskedOf<'Open'>>,
) {
  const gate = command.type === 'Check' ? findGateOfLine(release, command.item) : null
  if (gate?.role) return refuseGate({ id: gate.id, role: gate.role }, command.asker)
  return refuseRole(getRole(release, command.type), command.asker, release.ledger.about.terms)
}

/** Members of the security team approve a disclosure, and nobody else. */
function getRole(
  { ledger: { embargo } }: OpenedRelease,
  type: Exclude<PersonCommand['type'], 'Open'>,
): RoleName {
  const isDisclosing = embargo !== null && (type === 'Go' || type === 'NoGo')
  return isDisclosing && embargo.disclosing !== null ? 'security' : ROLE_OF[type]
}

function askOpen(release: OpenRelease, command: ReleaseCommand, stamp: Stamp): Decision {
  switch (command.type) {
    case 'Track':
      return decideTrack(release, command, stamp)
    case 'Disclose':
      return decideDisclosureTime(release, command, stamp)
    case 'RegisterCve':
      return decideCve(release, command, stamp)
    case 'DraftAdvisory':
      return decideDraft(release, stamp)
    case 'NameFaultyCommit':
      return decideFaultyCommit(release, command, stamp)
    case 'Plan':
    case 'Cut':
    case 'Pick':
    case 'Drop':
    case 'Defer':
    case 'Assess':
    case 'Confirm':
    case 'Except':
    case 'TakePolicy':
      return decidePreparation(release, command, stamp)
    case 'Check':
    case 'Retry':
    case 'Bisect':
      return decideTest(release, command, stamp)
    case 'Notes':
    case 'EditNotes':
    case 'Publish':
    case 'Prerelease':
      return decidePublication(release, command, stamp)
    case 'Go':
    case 'NoGo':
    case 'Hold':
    case 'Resume':
    case 'Abort':
      return decideCourse(release, command, stamp)
  }
}
