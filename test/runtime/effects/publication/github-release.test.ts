import { describe, expect, it } from 'vitest'
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
    expect(sums(world)).toMatch(/^[0-9a-f]{64} {2}cli\.zip\n$/)
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
      what: expect.stringContaining("didn't publish it"),
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
})
