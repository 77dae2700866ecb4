import { DESCRIBED, DISCORD_COMMAND, DISCORD_SUBCOMMANDS } from './commands.ts'
import { MOST_IN_EMBED } from './embed.ts'
import { fitPieces } from './fit.ts'
import { splitIntoPieces } from './from-markdown.ts'

/** What one person alone is answered: one embed, and no mention. */
export interface DiscordAnswer {
  readonly embeds: readonly { readonly description: string; readonly color: number }[]
}

/** Why a command was not taken: it could not be recorded, not in time, or there were too many. */
export type NotTaken = 'not-recorded' | 'late' | 'too-many'

const COLOR = 0x0969da

/** Renders a text of GitHub Markdown as an answer in Discord. */
export function renderDiscordAnswer(markdown: string): DiscordAnswer {
  const description = fitPieces(
    splitIntoPieces(markdown),
    MOST_IN_EMBED.description,
    "… The rest doesn't fit. Name one release.",
  )
  return { embeds: [{ description, color: COLOR }] }
}

/** Renders what can be asked in Discord, as Markdown. */
export function renderDiscordHelp(): string {
  const lines = DISCORD_SUBCOMMANDS.map((name) => {
    const { description, takesRelease } = DESCRIBED[name]
    const options = takesRelease ? ' [version] [repository]' : ''
    return `- \`/${DISCORD_COMMAND} ${name}${options}\`: ${description}`
  })
  return [...lines, '', 'Releases are run on GitHub and in Slack. Only you see these answers.'].join('\n')
}

/** What somebody is told whose command was not answered. Nothing was done, and asking again does no harm. */
export const NOT_TAKEN: Readonly<Record<NotTaken, string>> = {
  'not-recorded': "Something went wrong, and your command wasn't recorded. Try again in a minute.",
  late: 'This takes longer than usual. If you get no answer, try again in a minute.',
  'too-many': "You're asking too often. Try again in a minute.",
}

/** What somebody is told for whom no answer could be made. */
export const NO_ANSWER = 'Something went wrong, so there is no answer. Try again in a few minutes.'
