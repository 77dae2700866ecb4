import { z } from 'zod'
import { type CommandBody, commandBody, OPTION_TYPES } from './command-body.ts'
import { DiscordProblem } from './problem.ts'
import type { DiscordState, RegisteredCommand } from './state.ts'

/** Makes a command, or puts it in the place of that of the same name. @throws {Problem} 50035 */
export function registerCommand(discord: DiscordState, json: unknown): RegisteredCommand {
  const read = commandBody.safeParse(json)
  if (!read.success) throw new DiscordProblem(400, 50_035, 'Invalid Form Body', z.treeifyError(read.error))
  const was = discord.commands.findIndex((one) => one.name === read.data.name)
  const id = discord.commands[was]?.id ?? discord.newId()
  const made = { id, ...read.data }
  if (was < 0) discord.commands.push(made)
  else discord.commands[was] = made
  discord.changed()
  return made
}

/** What someone chose of a command, as Discord sends it on. */
export interface ChosenCommand {
  readonly command: RegisteredCommand
  readonly options: readonly unknown[]
}

/**
 * Reads what someone typed, as Discord's own input field does: `/release status version:v2.0.1`.
 *
 * @throws {Error} in words for whoever typed it, where Discord would not let them send it
 */
export function readTyped(discord: DiscordState, typed: string): ChosenCommand {
  const [first = '', second = '', ...rest] = typed.trim().split(/\s+/)
  const command = discord.commands.find((one) => `/${one.name}` === first)
  if (!command) throw new Error(`Discord knows no command ${first || '/'}.`)
  const sub = command.options.find((one) => one.name === second)
  const names = command.options.map((one) => one.name).join(', ')
  if (!sub) throw new Error(`${first} takes one of ${names}.`)

  const options = rest.map((part) => {
    const at = part.indexOf(':')
    const [option, value] = [part.slice(0, at), part.slice(at + 1)]
    const known = at > 0 ? sub.options.find((one) => one.name === option) : undefined
    if (!known || value === '') throw new Error(`${first} ${second} takes ${optionsOf(sub)}.`)
    if (value.length > (known.max_length ?? 6_000)) throw new Error(`${option} is too long.`)
    return { type: OPTION_TYPES.string, name: option, value }
  })
  return { command, options: [{ type: OPTION_TYPES.subcommand, name: sub.name, options }] }
}

function optionsOf({ options }: CommandBody['options'][number]): string {
  return options.length === 0 ? 'nothing more' : options.map((one) => `${one.name}:…`).join(' and ')
}
