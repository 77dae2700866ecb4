import type { CommandSpec } from './command.ts'
import { explainCommand } from './commands/about/explain.ts'
import { createHelpCommand } from './commands/about/help.ts'
import { linkCommand } from './commands/about/link.ts'
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
import { cutCommand } from './commands/planning/cut.ts'
import { deferCommand } from './commands/planning/defer.ts'
import { dropCommand } from './commands/planning/drop.ts'
import { exceptCommand } from './commands/planning/except.ts'
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
import { drillCommand } from './commands/rollout/drill.ts'
import { extendCommand } from './commands/rollout/extend.ts'
import { lockCommand, unlockCommand } from './commands/rollout/lock.ts'
import { rollbackCommand } from './commands/rollout/rollback.ts'
import { skipSoakCommand } from './commands/rollout/skip-soak.ts'
import { findNearestCommand } from './parsing/nearest.ts'

/** All commands, in the order in which help and docs list them: that of a release, then the rest. */
export const COMMANDS: readonly CommandSpec[] = [
  planCommand,
  cutCommand,
  pickCommand,
  dropCommand,
  deferCommand,
  assessCommand,
  exceptCommand,
  prereleaseCommand,
  checkCommand,
  retryCommand,
  bisectCommand,
  notesCommand,
  goCommand,
  noGoCommand,
  holdCommand,
  resumeCommand,
  publishCommand,
  promoteCommand,
  abortCommand,
  rolledBackCommand,
  drillCommand,
  ackCommand,
  extendCommand,
  skipSoakCommand,
  rollbackCommand,
  continueCommand,
  lockCommand,
  unlockCommand,
  closeCommand,
  takePolicyCommand,
  statusCommand,
  whyCommand,
  explainCommand,
  linkCommand,
  unlinkCommand,
  createHelpCommand(() => COMMANDS),
]

/** The command that a word says, written as it is in help; undefined where it says none. */
export function findCommand(word: string): CommandSpec | undefined {
  return COMMANDS.find(({ said }) => said.includes(word))
}

/** The word of the command that somebody most probably meant; null where none is near. */
export function suggestCommand(word: string): string | null {
  return findNearestCommand(word, COMMANDS)
}
