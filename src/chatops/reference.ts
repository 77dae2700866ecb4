import { listCommands } from './commands.ts'
import { renderHelpParts, renderOverview } from './help.ts'

const INTRODUCTION = `# Commands

\`npm run docs\` generates this page from the commands. \`/release help\` shows the same.

A command is a line that begins with \`/release\`, in a new comment by a person:

\`\`\`text
Looks good to me.
/release check smoke-tests evidence="https://ci.example/runs/7"
/release drop #1234 because it needs a migration
\`\`\`

* Write the line as plain text. In a quote, a list, a table, a heading, code, a link, HTML (\`<details>\`, comments) or a
  formula it does nothing. Neither does the text that a mail program quotes below an answer.
* Editing a comment does nothing: write a new one. Comments by bots do nothing.
* Case doesn't matter, and neither do the kinds of letters and spaces that keyboards produce. A line with letters that only
  look like others is answered, and nothing happens.
* Put a value with spaces in quotes: \`note="only on ARM"\`. Options may be written as \`--plan 3f2a9c1d\`, \`--plan=3f2a9c1d\`
  or \`plan=3f2a9c1d\`. The text after \`because\` goes to the end of the line, in any language.
* A comment may have ten commands and 64 KB. A longer one does nothing, and neither does one with too many lines or too
  much Markdown to read quickly.
* An unknown command does nothing. The answer suggests the nearest one.

Roles come from [the policy](config.md). Release Captain asks GitHub for yours when you run the command.`

/** The whole of docs/commands.md. */
export function renderCommandsDocument(): string {
  const parts = listCommands().flatMap((command) => [
    `## ${command.said.map((word) => `\`${word}\``).join(', ')}`,
    `\`/release ${command.usage}\`: ${command.summary}.`,
    ...renderHelpParts(command),
  ])
  return `${[INTRODUCTION, '## All commands', renderOverview(), ...parts].join('\n\n')}\n`
}
