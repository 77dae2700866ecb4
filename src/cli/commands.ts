import type { Command } from './command.ts'
import { build } from './commands/build.ts'
import { bump } from './commands/bump.ts'
import { completionOf } from './commands/completion.ts'
import { config } from './commands/config.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { explain } from './commands/explain.ts'
import { notes } from './commands/notes.ts'
import { plan } from './commands/plan.ts'
import { setup } from './commands/setup.ts'
import { start } from './commands/start.ts'

/** All commands, in the order in which help and docs list them: that of a release, then the rest. */
export const COMMANDS: readonly Command[] = [
  plan,
  explain,
  build,
  notes,
  bump,
  config,
  doctor,
  start,
  setup,
  demo,
  completionOf(() => COMMANDS),
]

export function commandNamed(name: string): Command | undefined {
  return COMMANDS.find((command) => command.name === name)
}
