import type { AskedOf } from '../commands.ts'
import { accept, type Decision, refuse, type Stamp } from '../decision.ts'
import { checkGates, recordSkippedItems } from '../rules/gates.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import type { RolloutCommands } from './commands.ts'
import { decideDeployment } from './decide-deployment.ts'
import { finishRollback, proveItem } from './learn.ts'
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
    case 'Deploy':
      return decideDeployment(release, command, stamp)
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
  if (!soaking) return refuse({ code: 'nothing-watched', version: release.ledger.about.version })
  const until = Math.max(soaking.soak.until, stamp.at) + seconds
  return accept({ type: 'SoakExtended', ...stamp, environment: soaking.at.environment, until, because })
}

/** Production is never widened before its time: that is for the metrics to say. */
function decideSkip(release: Rolling, { because }: AskedOf<'SkipSoak'>, stamp: Stamp): Decision {
  const soaking = getSoaking(release)
  if (!soaking) return refuse({ code: 'nothing-watched', version: release.ledger.about.version })
  const { environment } = soaking.at
  if (getEnvironmentTerms(release.ledger, environment)?.isProduction !== false)
    return refuse({ code: 'soak-of-production', environment })
  if (soaking.soak.skipped) return accept()
  return accept({ type: 'SoakSkipped', ...stamp, environment, because })
}

function decideContinue(release: Rolling, { because }: AskedOf<'Continue'>, stamp: Stamp): Decision {
  const { watch, stage } = release.ledger.rollout
  if (stage.stage === 'rolling-back' && isHealthAsked(release))
    return accept(
      ...finishRollback(release, { ...stage, evidence: because.slice(0, LONGEST_EVIDENCE) }, stamp),
    )
  if (watch && watch.breaches.length > 0) return accept({ type: 'BreachAccepted', ...stamp, because })
  return refuse({ code: 'no-decision-awaited', version: release.ledger.about.version })
}

/** What proves something is at most so long. */
const LONGEST_EVIDENCE = 500

/** Nothing could say whether the previous version is healthy: a person does. */
function isHealthAsked({ ledger: { trouble } }: Rolling): boolean {
  return (
    trouble.kind === 'step-failed' && 'code' in trouble.reason && trouble.reason.code === 'health-unknown'
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
  if (stage.stage === 'rolled-back') return refuse({ code: 'rollout-rolled-back', version, to: stage.to })
  if (to === version) return refuse({ code: 'rollout-to-itself', version })
  if (!isInProduction(release)) return refuse({ code: 'not-in-production', version })
  const cause = { kind: 'person', person: asker.person } as const
  return accept(...requestRollback(release, { cause, because, to }, stamp))
}

function decideUnlock(release: Rolling, { because }: AskedOf<'UnlockLine'>, stamp: Stamp): Decision {
  const stage = getStage(release)
  const { line } = release.ledger.about
  if (stage.stage !== 'rolled-back') return refuse({ code: 'line-not-locked', line })
  return stage.isLineLocked ? accept({ type: 'LineUnlocked', ...stamp, because }) : accept()
}

/** §4.1: while nothing of this release moves in staging, it can be put back and forward again. */
function decideDrill(release: Rolling, stamp: Stamp): Decision {
  const { ledger } = release
  const staging = getRolloutTerms(ledger)?.environments.findLast(({ isProduction }) => !isProduction)
  if (!staging) return refuse({ code: 'no-drill-environment' })
  if (ledger.rollout.drilling) return accept()
  const stage = getStage(release)
  const isFree = stage.stage === 'waiting' && stage.at.environment === getProduction(ledger)?.id
  if (!isFree) return refuse({ code: 'environment-in-use', environment: staging.id })
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
    return refuse({ code: 'rollout-over', version: about.version })
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
  if (release.status !== 'published') return refuse({ code: 'close-before-publication', version })
  if (rollout.stage.stage === 'rolled-back') return accept({ type: 'Closed', ...stamp })
  if (rollout.watch && !rollout.watch.ended) return refuse({ code: 'still-watched', version })
  const gates = checkGates(release, 'post-release')
  if (gates.kind === 'shut') return refuse({ code: 'closing-gate-shut', version })
  return accept(...recordSkippedItems(release, 'post-release', stamp), { type: 'Closed', ...stamp })
}
