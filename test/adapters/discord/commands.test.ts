import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DiscordAdapter } from '../../../src/adapters/discord/options.ts'
import type { DiscordCommand } from '../../../src/runtime/ports/discord-command.ts'
import { type DiscordWorld, openDiscordWorld } from './world.ts'

let world: DiscordWorld
const replicas: DiscordAdapter[] = []
beforeEach(async () => {
  world = await openDiscordWorld()
})
afterEach(async () => {
  for (const one of replicas.splice(0)) await one.close()
  await world.close()
})

/** A record that several replicas share. */
function openRecord() {
  const commands = new Map<string, DiscordCommand>()
  const outcomes: string[] = []
  return {
    commands,
    outcomes,
    onOutcome: (outcome: string) => outcomes.push(outcome),
    onCommand: async (id: string, command: DiscordCommand) => {
      if (commands.has(id)) return 'duplicate' as const
      commands.set(id, command)
      return 'stored' as const
    },
  }
}

async function listen(record: Partial<ReturnType<typeof openRecord>> = openRecord()) {
  const adapter = await world.listens({ ...openRecord(), ...record })
  replicas.push(adapter)
  await expect.poll(() => adapter.isListening(), { timeout: 15_000 }).toBe(true)
  await expect.poll(() => world.discord.listCommands().length).toBe(3)
  return adapter
}

const general = () => world.discord.channel('general')
const answer = (who = 'linus') => world.discord.listAnswers(who).at(-1)

describe('a command in Discord', () => {
  it('is registered when the gateway connects', async () => {
    await listen()
    expect(world.discord.listCommands()).toEqual(['/release status', '/release plan', '/release help'])
  })

  it('is put on record, and answered to the asker alone', async () => {
    const record = openRecord()
    const adapter = await listen(record)

    const heard = await general().saysCommand('linus', '/release status version:v2.0.1 repository:godel/api')
    expect(heard).toBe('promised')
    const [command] = record.commands.values()
    expect(command).toMatchObject({ name: 'status', version: 'v2.0.1', repository: 'godel/api' })
    if (!command) throw new Error('It is not on record.')
    expect(await adapter.reply(command.replyTo, { embeds: [{ description: 'testing', color: 1 }] })).toBe(
      true,
    )

    expect(answer()).toMatchObject({ state: 'answered', isPrivate: true })
    expect(answer()?.embeds[0]?.description).toBe('testing')
    expect(general().messages()).toEqual([])
  })

  it('that two replicas hear is one', async () => {
    const record = openRecord()
    await listen(record)
    await listen(record)
    expect(world.discord.countConnections()).toBe(2)

    await general().saysCommand('linus', '/release help')
    await expect.poll(() => record.outcomes.toSorted()).toEqual(['duplicate', 'stored'])
    expect(record.commands.size).toBe(1)
    expect(answer()).toMatchObject({ state: 'promised' })
  })

  it('that cannot be recorded is told so, and nothing was done', async () => {
    const outcomes: string[] = []
    const onCommand = async () => Promise.reject(new Error('The database is away.'))
    await listen({ onCommand, onOutcome: (one) => outcomes.push(one) })

    expect(await general().saysCommand('linus', '/release help')).toBe('answered')
    expect(answer()?.embeds[0]?.description).toBe('not-recorded')
    expect(answer()?.isPrivate).toBe(true)
    await expect.poll(() => outcomes).toEqual(['not-recorded'])
  })

  it('whose record takes too long is answered in time', async () => {
    await listen({ onCommand: () => new Promise(() => undefined) })
    expect(await general().saysCommand('linus', '/release help')).toBe('answered')
    expect(answer()?.embeds[0]?.description).toBe('late')
  })

  it('is not taken from someone who asks all the time, and others are still answered', async () => {
    const record = openRecord()
    await listen(record)
    for (let at = 0; at < 11; at += 1) await general().saysCommand('mallory', '/release help')
    expect(answer('mallory')?.embeds[0]?.description).toBe('too-many')

    expect(await general().saysCommand('linus', '/release help')).toBe('promised')
    expect(record.commands.size).toBe(11)
    world.passes(61)
    expect(await general().saysCommand('mallory', '/release help')).toBe('promised')
  })

  it('is promised an answer also where Discord’s word to that was lost', async () => {
    world.discord.faults.add('POST /interactions/{interaction}/{token}/callback', { kind: 'reply-lost' })
    await listen()
    expect(await general().saysCommand('linus', '/release help')).toBe('promised')
    expect(world.discord.faults.left()).toEqual([])
  })

  it('takes no answer after a quarter of an hour, nor before one was promised', async () => {
    const record = openRecord()
    const adapter = await listen(record)
    await general().saysCommand('linus', '/release help')
    const [command] = record.commands.values()
    if (!command) throw new Error('It is not on record.')

    world.passes(901)
    expect(await adapter.reply(command.replyTo, { embeds: [{ description: 'x', color: 1 }] })).toBe(false)
    const unknown = { ...command.replyTo, token: 'x'.repeat(40) }
    expect(await adapter.reply(unknown, { embeds: [{ description: 'x', color: 1 }] })).toBe(false)
  })
})

describe('the gateway', () => {
  it('comes back after Discord was away', async () => {
    await listen()
    world.discord.faults.down(true)
    await expect.poll(() => world.discord.countConnections()).toBe(0)
    world.discord.faults.down(false)
    await expect.poll(() => world.discord.countConnections(), { timeout: 15_000 }).toBe(1)
    expect(await general().saysCommand('linus', '/release help')).toBe('promised')
  })

  it('is not opened by a webhook, nor by who only looks', async () => {
    const hook = await world.webhook('announcements')
    expect([hook.isListening(), hook.checkCommands]).toEqual([false, null])
    expect(world.discord.countConnections()).toBe(0)
  })
})

describe('the check of commands', () => {
  const check = async () => world.captain.checkCommands?.()

  it('says what is missing before the first start, and what is there after it', async () => {
    expect(await check()).toMatchObject({
      refusal: {
        what: 'Discord does not know `/release status`, `/release plan`, `/release help`.',
        next: 'Start Release Captain: it registers its commands when it connects.',
      },
    })
    await listen()
    expect(await check()).toEqual({
      kind: 'well',
      as: '`/release` is registered; 999 of 1000 connections are left today',
    })
  })

  it('finds that commands are sent elsewhere', async () => {
    await listen()
    world.discord.sendsCommandsTo('https://elsewhere.example')
    expect(await check()).toMatchObject({
      refusal: { what: expect.stringContaining('Interactions Endpoint URL') },
    })
  })
})
