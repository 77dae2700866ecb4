import type { CommandSpec } from './command.ts'
import { abort } from './commands/abort.ts'
import { assess } from './commands/assess.ts'
import { bisect } from './commands/bisect.ts'
import { check } from './commands/check.ts'
import { cut } from './commands/cut.ts'
import { defer } from './commands/defer.ts'
import { drop } from './commands/drop.ts'
import { except } from './commands/except.ts'
import { explain } from './commands/explain.ts'
import { go } from './commands/go.ts'
import { helpOf } from './commands/help.ts'
import { hold } from './commands/hold.ts'
import { link } from './commands/link.ts'
import { noGo } from './commands/no-go.ts'
import { notes } from './commands/notes.ts'
import { pick } from './commands/pick.ts'
import { plan } from './commands/plan.ts'
import { prerelease } from './commands/prerelease.ts'
import { promote } from './commands/promote.ts'
import { publish } from './commands/publish.ts'
import { resume } from './commands/resume.ts'
import { retry } from './commands/retry.ts'
import { rolledBack } from './commands/rolled-back.ts'
import { status } from './commands/status.ts'
import { takePolicy } from './commands/take-policy.ts'
import { unlink } from './commands/unlink.ts'
import { why } from './commands/why.ts'
import { nearestCommand } from './nearest.ts'

/** All commands, in the order in which help and docs list them: that of a release, then the rest. */
export const COMMANDS: readonly CommandSpec[] = [
  plan,
  cut,
  pick,
  drop,
  defer,
  assess,
  except,
  prerelease,
  check,
  retry,
  bisect,
  notes,
  go,
  noGo,
  hold,
  resume,
  publish,
  promote,
  abort,
  rolledBack,
  takePolicy,
  status,
  why,
  explain,
  link,
  unlink,
  helpOf(() => COMMANDS),
]

/** The command that a word says, written as it is in help; undefined where it says none. */
export function commandSaid(word: string): CommandSpec | undefined {
  return COMMANDS.find(({ said }) => said.includes(word))
}

/** The word of the command that somebody most probably meant; null where none is near. */
export function suggest(word: string): string | null {
  return nearestCommand(word, COMMANDS)
}
