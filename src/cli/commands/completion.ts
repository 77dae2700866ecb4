import { z } from 'zod'
import type { Command } from '../command.ts'
import { globalInput } from '../command-options.ts'
import { bashCompletion } from '../completion/bash.ts'
import { fishCompletion } from '../completion/fish.ts'
import { zshCompletion } from '../completion/zsh.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

/** The completion of a shell, made from the commands themselves. */
export function completionOf(commands: () => readonly Command[]): Command {
  return defineCommand({
    name: 'completion',
    summary: 'print the completion script of a shell',
    about: 'Prints a script that completes commands, options and their values. Load it as the examples show.',
    arguments: [{ name: 'shell', required: true, about: 'bash, zsh or fish', choices: SHELLS }],
    options: [],
    examples: [
      { command: 'source <(release-captain completion bash)', about: 'Bash: this line in ~/.bashrc' },
      {
        command: 'source <(release-captain completion zsh)',
        about: 'Zsh: this line in ~/.zshrc, after compinit',
      },
      {
        command: 'release-captain completion fish | source',
        about: 'Fish: this line in ~/.config/fish/config.fish',
      },
    ],
    input: globalInput.extend({ shell: z.enum(SHELLS, 'must be bash, zsh or fish') }),
    run: async (_call, { shell }) => {
      const script = scriptFor(shell, commands())
      return {
        exitCode: DONE,
        output: { kind: 'text', text: script },
        document: () => ({ schema: 'release-captain/completion/1', shell, script }),
      }
    },
  })
}

function scriptFor(shell: Shell, commands: readonly Command[]): string {
  switch (shell) {
    case 'bash':
      return bashCompletion(commands)
    case 'zsh':
      return zshCompletion(commands)
    case 'fish':
      return fishCompletion(commands)
  }
}
