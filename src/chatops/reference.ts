import { COMMANDS } from './commands.ts'
import { renderHelpParts, renderOverview } from './help.ts'

const INTRODUCTION = `# Commands

Made from the commands by \`npm run docs\`; what \`/release help\` answers is the same.

A command is a line that begins with \`/release\`, in a new comment by a person:

\`\`\`text
Looks good to me.
/release check smoke-tests evidence="https://ci.example/runs/7"
/release drop #1234 because it needs a migration
\`\`\`

* The line stands in plain text of a comment. In a quote, a list, a table, a heading, code, a link, HTML (\`<details>\`,
  comments) or a formula it is only shown, and nothing is done. The same goes for what a mail program puts below an
  answer.
* An edit of a comment does nothing: say it again in a new one. Nor do comments of bots.
* Capitals don't matter, nor the form of letters and blanks that a keyboard makes. Letters that only look like others do
  matter: such a line is answered, and nothing is done.
* A value with blanks stands in quotes: \`note="only on ARM"\`. Options may be written as \`--plan 3f2a9c1d\`, \`--plan=3f2a9c1d\`
  or \`plan=3f2a9c1d\`. What stands behind \`because\` goes to the end of the line, in any language.
* A comment may have ten commands, and 64 KB. Of one with more nothing is done, nor of one with so many lines and marks
  of Markdown that it would take long to read.
* A word that is no command is answered with the nearest one, and never obeyed.

Roles come from [the policy](config.md) and are asked of GitHub at the moment of the command.`

/** The whole of docs/commands.md. */
export function renderCommandsDocument(): string {
  const parts = COMMANDS.flatMap((command) => [
    `## ${command.said.map((word) => `\`${word}\``).join(', ')}`,
    `\`/release ${command.usage}\`: ${command.summary}.`,
    ...renderHelpParts(command),
  ])
  return `${[INTRODUCTION, '## All commands', renderOverview(), ...parts].join('\n\n')}\n`
}
