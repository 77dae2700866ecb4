import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp } from '../decision.ts'
import { checkGates } from '../rules/gates.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import type { RolloutCommands } from './commands.ts'
import { proveItem } from './learn.ts'
import { requestRollback } from './rollback.ts'
import {
  getEnvironmentTerms,
  getProduction,
  getRolloutTerms,
  getSoaking,
  getStage,
  isInProduction,
} from './view.ts'

type Rolling = OpenRelease | PublishedRelease

/** Decides what people say about the deployment of a release. */
export function decideRollout(
  release: Rolling,
  command: AskedOf<keyof RolloutCommands>,
  stamp: Stamp,
): Decision {
  switch (command.type) {
    case 'Extend':
      return decideExtension(release, command, stamp)
    case 'SkipSoak':
      return decideSkip(release, command, stamp)
    case 'Continue':
      return decideContinue(release, command, stamp)
    case 'Rollback':
      return decideRollbackCommand(release, command, stamp)
    case 'UnlockLine':
      return decideUnlock(release, command, stamp)
    case 'Drill':
      return decideDrill(release, stamp)
    case 'AcknowledgeOnCall':
      return decideAcknowledgement(release, command, stamp)
    case 'Close':
      return decideClose(release, stamp)
  }
}

function decideExtension(release: Rolling, { seconds, because }: AskedOf<'Extend'>, stamp: Stamp): Decision {
  const soaking = getSoaking(release)
  if (!soaking)
    return refuse(
      `Nothing of ${release.ledger.about.version} is being watched right now.`,
      'See where it is with `/release status`.',
    )
  const until = Math.max(soaking.soak.until, stamp.at) + seconds
  return accept({ type: 'SoakExtended', ...stamp, environment: soaking.at.environment, until, because })
}

/** Production is never widened before its time: that is for the metrics to say. */
function decideSkip(release: Rolling, { because }: AskedOf<'SkipSoak'>, stamp: Stamp): Decision {
  const soaking = getSoaking(release)
  if (!soaking)
    return refuse(
      `Nothing of ${release.ledger.about.version} is being watched right now.`,
      'See where it is with `/release status`.',
    )
  const { environment } = soaking.at
  if (getEnvironmentTerms(release.ledger, environment)?.isProduction !== false)
    return refuse(
      `The soak of \`${environment}\` can't be skipped: production widens only when its metrics say so.`,
      'Wait for it, or go back with `/release rollback because …`.',
    )
  if (soaking.soak.skipped) return accept()
  return accept({ type: 'SoakSkipped', ...stamp, environment, because })
}

function decideContinue(release: Rolling, { because }: AskedOf<'Continue'>, stamp: Stamp): Decision {
  const { watch } = release.ledger.rollout
  if (watch && watch.breaches.length > 0) return accept({ type: 'BreachAccepted', ...stamp, because })
  return refuse(
    `The watch of ${release.ledger.about.version} waits for no decision.`,
    'See where it is with `/release status`.',
  )
}

/** Manual Rollback: one person is enough, and nothing that holds a release holds this. */
function decideRollbackCommand(
  release: Rolling,
  { to, because, asker }: AskedOf<'Rollback'>,
  stamp: Stamp,
): Decision {
  const { version } = release.ledger.about
  const stage = getStage(release)
  // Two people press at once: the second learns that it is under way.
  if (stage.stage === 'rolling-back') return accept()
  if (stage.stage === 'rolled-back')
    return refuse(
      `${version} was rolled back to ${stage.to} already.`,
      'Unlock its line with `/release unlock because …` when the next version may be rolled out.',
    )
  if (to === version)
    return refuse(
      `${version} can't be rolled back to itself.`,
      'Leave the version out to go back to the one before.',
    )
  if (!isInProduction(release))
    return refuse(
      `${version} isn't in production, so there is nothing to roll back.`,
      'Cancel the release with `/release abort because …`.',
    )
  const cause = { kind: 'person', person: asker.person } as const
  return accept(...requestRollback(release, { cause, because, to }, stamp))
}

function decideUnlock(release: Rolling, { because }: AskedOf<'UnlockLine'>, stamp: Stamp): Decision {
  const stage = getStage(release)
  const { line } = release.ledger.about
  if (stage.stage !== 'rolled-back')
    return refuse(`Line ${line} isn't locked by this release.`, 'Nothing has to be done.')
  return stage.isLineLocked ? accept({ type: 'LineUnlocked', ...stamp, because }) : accept()
}

/** §4.1: while nothing of this release moves in staging, it can be put back and forward again. */
function decideDrill(release: Rolling, stamp: Stamp): Decision {
  const { ledger } = release
  const staging = getRolloutTerms(ledger)?.environments.findLast(({ isProduction }) => !isProduction)
  if (!staging)
    return refuse(
      'The policy names no environment before production to test the rollback in.',
      'Test it by hand, then say `/release check rollback-tested`.',
    )
  if (ledger.rollout.drilling) return accept()
  const stage = getStage(release)
  const isFree = stage.stage === 'waiting' && stage.at.environment === getProduction(ledger)?.id
  if (!isFree)
    return refuse(
      `\`${staging.id}\` is in use by the rollout.`,
      'Say it again when the release waits for production.',
    )
  return accept({ type: 'DrillRequested', ...stamp, environment: staging.id })
}

/** §4.1: whoever is on call says that they know what comes, and when they did. */
function decideAcknowledgement(
  release: Rolling,
  { asker }: AskedOf<'AcknowledgeOnCall'>,
  stamp: Stamp,
): Decision {
  const { rollout, about } = release.ledger
  if (rollout.onCall?.person.id === asker.person.id) return accept()
  if (rollout.stage.stage === 'completed' || rollout.stage.stage === 'rolled-back')
    return refuse(`The rollout of ${about.version} is over.`, 'Nothing has to be done.')
  return accept(
    { type: 'OnCallAcknowledged', ...stamp, person: asker.person },
    ...proveItem(release, { item: 'on-call', evidence: asker.person.login }, stamp),
  )
}

/** Post-Release Review: a release is closed when its watch is over and its review is there. */
function decideClose(release: Rolling, stamp: Stamp): Decision {
  const { rollout, about } = release.ledger
  const { version } = about
  if (rollout.closedAt !== null) return accept()
  if (release.status !== 'published')
    return refuse(
      `${version} isn't published yet.`,
      'Publish it with `/release publish`, or cancel it with `/release abort because …`.',
    )
  if (rollout.stage.stage === 'rolled-back') return accept({ type: 'Closed', ...stamp })
  if (rollout.watch && !rollout.watch.ended)
    return refuse(
      `${version} is still being watched.`,
      '`/release status` says until when. Decide about what got worse with `/release continue because …`.',
    )
  const gates = checkGates(release, 'post-release')
  if (gates.kind === 'shut')
    return refuse(
      `Something after the release of ${version} isn't done yet.`,
      '`/release why` says what is missing.',
    )
  return accept({ type: 'Closed', ...stamp })
}
