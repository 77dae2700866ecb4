import type { CliCommand, CommandDefinition } from './command.ts'
import { parseWords } from './command-options.ts'

/** A command from its definition: its words are read and judged before it does anything. */
export function defineCommand<Input>(definition: CommandDefinition<Input>): CliCommand {
  const { input, run, ...grammar } = definition
  return {
    ...grammar,
    run: async (call, words) => run(call, parseWords(input, words, grammar.name), words),
  }
}
