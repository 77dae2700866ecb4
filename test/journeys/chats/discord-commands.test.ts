import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct, openApp } from '../../worlds/app/product.ts'
import { built, CRASH, planned } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let world: AppWorld
beforeAll(async () => {
  world = await openApp({ chats: true })
})

/** What somebody who says a command in Discord is answered, alone. */
async function asks(typed: string, who = 'mallory'): Promise<string> {
  const { discord } = world.chats()
  await world.until('the commands of Discord', () => discord.listCommands().length === 3)
  world.passes(61)
  expect(await discord.channel('general').saysCommand(who, typed)).toBe('promised')
  const answered = await world.until(`an answer to ${typed}`, () => {
    const last = discord.listAnswers(who).at(-1)
    return last?.state === 'answered' && last
  })
  expect(answered.isPrivate).toBe(true)
  return (answered.embeds[0]?.description ?? '').replaceAll('\u2060', '').replaceAll(world.github.url, '')
}

describe('a command in Discord', () => {
  it('tells outsiders where the release of a public repository is, and what is in it', async () => {
    const product = await makeProduct(world)
    const { tracking } = await planned(product, CRASH)
    const { name } = product.repository

    expect(await asks('/release help')).toContain('`/release status [version] [repository]`')
    const status = await asks(`/release status repository:godel/${name}`)
    expect(status).toContain(`[godel/${name}](/godel/${name})`)
    expect(status).toContain(`**v2.0.1** is being prepared. Follow [#${tracking}]`)
    expect(status).not.toContain('ada')
    const plan = await asks(`/release plan version:2.0.1 repository:godel/${name}`)
    expect(plan).toContain('1 change is planned. This can still change.')
    expect(plan).toContain('- fix: do not crash on an empty queue')
    expect(world.chats().discord.channel('general').messages()).toEqual([])
  })

  it('tells the latest release with its notes', async () => {
    const product = await makeProduct(world)
    const { says, tracking } = await built(product, CRASH)
    await says('ada', '/release publish')
    await world.until('the end of the release', () => product.issue(tracking).closed)

    const { name } = product.repository
    expect(await asks(`/release status repository:godel/${name}`)).toContain(
      `**v2.0.1** is the latest release: [release notes](/godel/${name}/releases/tag/`,
    )
  })

  it('says the same of an embargoed release as of one that does not exist', async () => {
    const product = await makeProduct(world)
    const [number] = [await product.merges(CRASH)]
    await product.says('ada', number, '/release plan --track security')
    await product.tracking()
    const asked = (version: string) =>
      asks(`/release status version:${version} repository:godel/${product.repository.name}`)

    const embargoed = await asked('v2.0.1')
    expect(embargoed).toContain('There is no public information about release `v2.0.1`')
    expect(embargoed.replace('v2.0.1', 'v9.9.9')).toBe(await asked('v9.9.9'))
    expect(await asks('/release plan')).not.toContain(product.repository.name)
  })
})
