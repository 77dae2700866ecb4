import type { Command, CommandDefinition } from './command.ts'
import { readWords } from './command-options.ts'

/** A command from its definition: its words are read and judged before it does anything. */
export function defineCommand<Input>(definition: CommandDefinition<Input>): Command {
  const { input, run, ...grammar } = definition
  return {
    ...grammar,
    run: async (call, words) => run(call, readWords(input, words, grammar.name), words),
  }
}
