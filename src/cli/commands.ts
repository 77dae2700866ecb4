import type { CliCommand } from './command.ts'
import { advisoryCommand } from './commands/advisory.ts'
import { alertRulesCommand } from './commands/alert-rules.ts'
import { buildCommand } from './commands/build.ts'
import { bumpCommand } from './commands/bump.ts'
import { createCompletionCommand } from './commands/completion.ts'
import { configCommand } from './commands/config.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { explainCommand } from './commands/explain.ts'
import { notesCommand } from './commands/notes.ts'
import { factsCommand } from './commands/onboarding/facts.ts'
import { initCommand } from './commands/onboarding/init.ts'
import { simulateCommand } from './commands/onboarding/simulate.ts'
import { importCommand } from './commands/operator/import.ts'
import { jobsCommand } from './commands/operator/jobs.ts'
import { tokensCommand } from './commands/operator/tokens.ts'
import { planCommand } from './commands/plan.ts'
import { setupCommand } from './commands/setup.ts'
import { startCommand } from './commands/start.ts'

/** All commands, in the order in which help and docs list them: that of a release, then the rest. */
export const CLI_COMMANDS: readonly CliCommand[] = [
  initCommand,
  simulateCommand,
  planCommand,
  explainCommand,
  buildCommand,
  notesCommand,
  bumpCommand,
  advisoryCommand,
  factsCommand,
  configCommand,
  alertRulesCommand,
  doctorCommand,
  startCommand,
  importCommand,
  jobsCommand,
  tokensCommand,
  setupCommand,
  demoCommand,
  createCompletionCommand(() => CLI_COMMANDS),
]

export function findCliCommand(name: string): CliCommand | undefined {
  return CLI_COMMANDS.find((command) => command.name === name)
}
