import type { CommandSpec } from './command.ts'
import { abortCommand } from './commands/abort.ts'
import { assessCommand } from './commands/assess.ts'
import { bisectCommand } from './commands/bisect.ts'
import { checkCommand } from './commands/check.ts'
import { cutCommand } from './commands/cut.ts'
import { deferCommand } from './commands/defer.ts'
import { dropCommand } from './commands/drop.ts'
import { exceptCommand } from './commands/except.ts'
import { explainCommand } from './commands/explain.ts'
import { goCommand } from './commands/go.ts'
import { createHelpCommand } from './commands/help.ts'
import { holdCommand } from './commands/hold.ts'
import { linkCommand } from './commands/link.ts'
import { noGoCommand } from './commands/no-go.ts'
import { notesCommand } from './commands/notes.ts'
import { pickCommand } from './commands/pick.ts'
import { planCommand } from './commands/plan.ts'
import { prereleaseCommand } from './commands/prerelease.ts'
import { promoteCommand } from './commands/promote.ts'
import { publishCommand } from './commands/publish.ts'
import { resumeCommand } from './commands/resume.ts'
import { retryCommand } from './commands/retry.ts'
import { rolledBackCommand } from './commands/rolled-back.ts'
import { statusCommand } from './commands/status.ts'
import { takePolicyCommand } from './commands/take-policy.ts'
import { unlinkCommand } from './commands/unlink.ts'
import { whyCommand } from './commands/why.ts'
import { findNearestCommand } from './nearest.ts'

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
