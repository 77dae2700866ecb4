import { z } from 'zod'
import type { CliCommand } from '../command.ts'
import { globalInput } from '../command-options.ts'
import { renderBashCompletion } from '../completion/bash.ts'
import { renderFishCompletion } from '../completion/fish.ts'
import { renderZshCompletion } from '../completion/zsh.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

/** The completion of a shell, made from the commands themselves. */
export function createCompletionCommand(commands: () => readonly CliCommand[]): CliCommand {
  return defineCommand({
    name: 'completion',
    summary: 'print the completion script for a shell',
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
      const script = renderCompletion(shell, commands())
      return {
        exitCode: DONE,
        output: { kind: 'text', text: script },
        document: () => ({ schema: 'release-captain/completion/1', shell, script }),
      }
    },
  })
}

function renderCompletion(shell: Shell, commands: readonly CliCommand[]): string {
  switch (shell) {
    case 'bash':
      return renderBashCompletion(commands)
    case 'zsh':
      return renderZshCompletion(commands)
    case 'fish':
      return renderFishCompletion(commands)
  }
}
