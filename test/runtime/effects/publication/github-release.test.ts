import { describe, expect, it } from 'vitest'
import { createMark } from '../../../../src/messages/github/markdown/mark.ts'
import { type EffectWorld, type EffectWorldOptions, openEffects } from '../world.ts'

/** A release whose tag stands, with what was built from it. */
async function built(
  options: EffectWorldOptions = {},
  before: (world: EffectWorld) => Promise<unknown> = async () => undefined,
): Promise<EffectWorld> {
  const world = await openEffects(options)
  world.github
    .runner()
    .has({ file: 'release.yml', name: 'release', on: ['tag'], outcome: 'success', artifacts: ['cli'] })
  await before(world)
  await world.cut(world.merged.fix)
  await world.work()
  await world.say('grace', { type: 'Go', saw: null })
  await world.work()
  await world.say('ada', { type: 'Publish' })
  return world
}

/** What the file of checksums says. */
function sums({ github }: EffectWorld): string {
  const [repository] = github.world.repositories.values()
  const assets = (repository?.releases ?? []).flatMap((release) => release.assets)
  return assets.find(({ name }) => name === 'SHA256SUMS')?.bytes.toString() ?? ''
}

describe('the GitHub release', () => {
  it('has the notes, what was verified, and its tag', async () => {
    const world = await built()
    await world.work({ times: 2 })

    const [release, ...others] = await world.repo.listReleases()
    expect(others).toEqual([])
    expect(release).toMatchObject({ tag: 'v2.0.1', name: 'v2.0.1', draft: false })
    expect(release?.body).toContain('Stop the leak')
    expect(sums(world)).toMatch(/^# cli: sha256:[0-9a-f]{64}\n$/)
  })

  it('does not wait for a config that somebody breaks on main meanwhile', async () => {
    const world = await built()
    const files = { '.github/release-captain.yml': 'piks: {}\n' }
    await world.github.person('ada').pushes({ branch: 'main', message: 'ci: hurry', files })
    await world.work({ times: 2 })

    expect(await world.repo.listReleases()).toMatchObject([{ tag: 'v2.0.1', draft: false }])
  })

  it('that somebody else published is left alone', async () => {
    const world = await built()
    const { octokit, where } = world
    await octokit.rest.repos.createRelease({ ...where, tag_name: 'v2.0.1', name: 'Mine', body: 'by hand' })
    await world.work()

    expect((await world.open()).ledger.trouble).toMatchObject({
      step: 'publish',
      reason: { what: expect.stringContaining("didn't publish it") },
    })
    expect((await world.repo.listReleases()).map(({ name, body }) => ({ name, body }))).toEqual([
      { name: 'Mine', body: 'by hand' },
    ])
  })

  it('is the draft that the build put its files into, where there is one', async () => {
    const from = { kind: 'release-asset', name: 'api-{version}.tgz' }
    const config = { build: { artifacts: [{ id: 'bin', text: 'Binary', from }] } }
    const world = await built({ config }, async ({ octokit, where }) => {
      const { data } = await octokit.rest.repos.createRelease({ ...where, tag_name: 'v2.0.1', draft: true })
      const asset = { ...where, release_id: data.id, name: 'api-2.0.1.tgz', data: 'bytes' }
      await octokit.rest.repos.uploadReleaseAsset({ ...asset, url: data.upload_url })
    })
    await world.work({ times: 2 })

    const releases = await world.repo.listReleases()
    expect(releases.map(({ draft, assets }) => ({ draft, assets: assets.map(({ name }) => name) }))).toEqual([
      { draft: false, assets: ['api-2.0.1.tgz', 'SHA256SUMS'] },
    ])
    expect(releases[0]?.body).toContain('Stop the leak')
    expect(sums(world)).toMatch(/^[0-9a-f]{64} {2}api-2\.0\.1\.tgz\n$/)
  })

  it("isn't published on the go of an approver who lost the right to it after they said it", async () => {
    const world = await built()
    world.github.person('grace', { role: 'write' })
    await world.work()

    expect((await world.repo.listReleases()).filter(({ draft }) => !draft)).toEqual([])
    const { ledger } = await world.open()
    expect(ledger.flow).toMatchObject({
      kind: 'held',
      because: { code: 'approver-lost', login: 'grace', how: 'role-lost', approved: 'publication' },
    })
    expect(ledger.trouble).toMatchObject({ step: 'publish' })

    world.github.person('grace', { role: 'maintain' })
    await world.say('ada', { type: 'Resume' })
    await world.say('ada', { type: 'Retry', what: 'publish' })
    await world.work({ times: 2 })
    expect(await world.repo.listReleases()).toMatchObject([{ draft: false }])
  })

  it("isn't one that was forged with its mark: their draft stays one, and ours has no file of theirs", async () => {
    const world = await built({}, async (forging) => {
      const body = createMark('release', forging.id)
      await drafts(forging, { body, files: { 'cli.zip': 'theirs', SHA256SUMS: 'theirs' } })
    })
    await world.work({ times: 2 })

    const releases = await world.repo.listReleases()
    expect(releases.map(({ draft, author }) => [author.login, draft])).toEqual([
      ['release-captain[bot]', false],
      ['mallory', true],
    ])
    expect(releases[0]?.assets.map(({ name }) => name)).toEqual(['SHA256SUMS'])
  })

  it("isn't published with a file that wasn't verified, nor with a replaced one, which are named", async () => {
    const from = { kind: 'release-asset', name: 'api.tgz' }
    const config = { build: { artifacts: [{ id: 'bin', text: 'Binary', from }] } }
    const files = { 'api.tgz': 'ours', 'cli.zip': 'theirs', SHA256SUMS: 'theirs' }
    const world = await built({ config }, (forging) => drafts(forging, { body: '', files }))
    await world.work({ times: 2 })

    expect((await world.open()).ledger.trouble).toMatchObject({
      step: 'publish',
      reason: { what: expect.stringMatching(/aren't what was verified: `cli\.zip`, `SHA256SUMS` \(/) },
    })
    expect(await world.repo.listReleases()).toMatchObject([{ draft: true }])
  })
})

/** Somebody with write access makes a draft of the tag. */
async function drafts(
  { github, as, where }: EffectWorld,
  { body, files }: { readonly body: string; readonly files: Readonly<Record<string, string>> },
): Promise<void> {
  const octokit = as(github.person('mallory', { role: 'maintain' }).token)
  const { data } = await octokit.rest.repos.createRelease({ ...where, tag_name: 'v2.0.1', draft: true, body })
  for (const [name, text] of Object.entries(files)) {
    const asset = { ...where, release_id: data.id, name, data: text, url: data.upload_url }
    await octokit.rest.repos.uploadReleaseAsset(asset)
  }
}
