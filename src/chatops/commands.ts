import type { AnyCommand, CommandSpec, ReleaseCommandSpec } from './command.ts'
import { explainCommand } from './commands/about/explain.ts'
import { createHelpCommand } from './commands/about/help.ts'
import { linkCommand } from './commands/about/link.ts'
import { metricsCommand } from './commands/about/metrics.ts'
import { statusCommand } from './commands/about/status.ts'
import { unlinkCommand } from './commands/about/unlink.ts'
import { whyCommand } from './commands/about/why.ts'
import { abortCommand } from './commands/course/abort.ts'
import { bisectCommand } from './commands/course/bisect.ts'
import { checkCommand } from './commands/course/check.ts'
import { goCommand } from './commands/course/go.ts'
import { holdCommand } from './commands/course/hold.ts'
import { noGoCommand } from './commands/course/no-go.ts'
import { resumeCommand } from './commands/course/resume.ts'
import { retryCommand } from './commands/course/retry.ts'
import { assessCommand } from './commands/planning/assess.ts'
import { calendarCommand } from './commands/planning/calendar.ts'
import { cutCommand } from './commands/planning/cut.ts'
import { deferCommand } from './commands/planning/defer.ts'
import { dropCommand } from './commands/planning/drop.ts'
import { exceptCommand } from './commands/planning/except.ts'
import { freezeCommand, unfreezeCommand } from './commands/planning/freeze.ts'
import { pickCommand } from './commands/planning/pick.ts'
import { planCommand } from './commands/planning/plan.ts'
import { takePolicyCommand } from './commands/planning/take-policy.ts'
import { notesCommand } from './commands/publishing/notes.ts'
import { prereleaseCommand } from './commands/publishing/prerelease.ts'
import { promoteCommand } from './commands/publishing/promote.ts'
import { publishCommand } from './commands/publishing/publish.ts'
import { rolledBackCommand } from './commands/publishing/rolled-back.ts'
import { ackCommand } from './commands/rollout/ack.ts'
import { closeCommand } from './commands/rollout/close.ts'
import { continueCommand } from './commands/rollout/continue.ts'
import { deployCommand } from './commands/rollout/deploy.ts'
import { drillCommand } from './commands/rollout/drill.ts'
import { extendCommand } from './commands/rollout/extend.ts'
import { lockCommand, unlockCommand } from './commands/rollout/lock.ts'
import { rollbackCommand } from './commands/rollout/rollback.ts'
import { skipSoakCommand } from './commands/rollout/skip-soak.ts'
import { advisoryCommand } from './commands/security/advisory.ts'
import { discloseCommand } from './commands/security/disclose.ts'
import { securityCommand } from './commands/security/security.ts'
import { trackCommand } from './commands/security/track.ts'
import { findNearestCommand } from './parsing/nearest.ts'
import type { ReleaseRequestName, RequestName } from './request.ts'

/** What is said to a release that is there: a command without a record, or without what it asks of the core, doesn't compile. */
export const RELEASE_COMMANDS: { readonly [N in ReleaseRequestName]: ReleaseCommandSpec<N> } = {
  pick: pickCommand,
  drop: dropCommand,
  defer: deferCommand,
  assess: assessCommand,
  except: exceptCommand,
  track: trackCommand,
  advisory: advisoryCommand,
  disclose: discloseCommand,
  prerelease: prereleaseCommand,
  check: checkCommand,
  retry: retryCommand,
  bisect: bisectCommand,
  notes: notesCommand,
  go: goCommand,
  'no-go': noGoCommand,
  hold: holdCommand,
  resume: resumeCommand,
  publish: publishCommand,
  promote: promoteCommand,
  abort: abortCommand,
  'rolled-back': rolledBackCommand,
  deploy: deployCommand,
  drill: drillCommand,
  ack: ackCommand,
  extend: extendCommand,
  'skip-soak': skipSoakCommand,
  rollback: rollbackCommand,
  continue: continueCommand,
  close: closeCommand,
  'take-policy': takePolicyCommand,
}

/** All commands, in the order in which help and docs list them: those of a release, then the rest. */
export const COMMANDS: { readonly [N in RequestName]: CommandSpec<N> } = {
  plan: planCommand,
  cut: cutCommand,
  ...RELEASE_COMMANDS,
  security: securityCommand,
  lock: lockCommand,
  unlock: unlockCommand,
  calendar: calendarCommand,
  freeze: freezeCommand,
  unfreeze: unfreezeCommand,
  metrics: metricsCommand,
  status: statusCommand,
  why: whyCommand,
  explain: explainCommand,
  link: linkCommand,
  unlink: unlinkCommand,
  help: createHelpCommand(listCommands),
}

/** Lists all commands in the order of help. */
export function listCommands(): readonly AnyCommand[] {
  return Object.values(COMMANDS)
}

/** The command that a word says, written as it is in help; undefined where it says none. */
export function findCommand(word: string): AnyCommand | undefined {
  return listCommands().find(({ said }) => said.includes(word))
}

/** The word of the command that somebody most probably meant; null where none is near. */
export function suggestCommand(word: string): string | null {
  return findNearestCommand(word, listCommands())
}
