/** The name of our one command in Discord. */
export const DISCORD_COMMAND = 'release'

/** What can be asked in Discord: everybody may, and nothing is changed by it. */
export const DISCORD_SUBCOMMANDS = ['status', 'plan', 'help'] as const
type DiscordSubcommand = (typeof DISCORD_SUBCOMMANDS)[number]

/** One of them, as Discord lists it and help explains it. Descriptions have at most 100 characters. */
interface Described {
  readonly description: string
  /** Whether it can be asked of one release, or one repository. */
  readonly takesRelease: boolean
}

export const DESCRIBED: Readonly<Record<DiscordSubcommand, Described>> = {
  status: { description: 'Show the releases in progress, and the latest one.', takesRelease: true },
  plan: { description: 'Show which changes are planned for a release.', takesRelease: true },
  help: { description: 'Show the commands that you can use here.', takesRelease: false },
}

/** The command itself. */
export const DISCORD_COMMAND_DESCRIPTION = 'Ask about releases. Only you see the answer.'

/** By what a release is named: both can be left out. Lengths are in characters. */
export const DISCORD_OPTIONS = {
  version: { description: 'The version, such as v2.0.1', longest: 64 },
  repository: { description: 'The repository, such as godel/api', longest: 140 },
} as const
