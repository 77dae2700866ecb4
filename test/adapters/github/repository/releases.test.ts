import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openAdapter, saying } from '../world.ts'

const NEW = { tag: 'v2.0.1', name: 'v2.0.1', body: 'notes', draft: true, prerelease: false, latest: true }
const SUMS = { name: 'SHA256SUMS', text: 'abc  cli\n' }
const DIGEST = createHash('sha256').update(SUMS.text).digest('hex')

describe('a release', () => {
  it('is drafted, found among drafts, gets a file, and is published', async () => {
    const { repo } = await openAdapter()
    const { id } = await repo.createRelease(NEW)
    await repo.uploadAsset(id, SUMS)
    const [draft] = await repo.listReleases()
    const asset = { id: expect.any(Number), name: 'SHA256SUMS', digest: DIGEST }
    expect(draft).toEqual({
      ...{ id, tag: 'v2.0.1', name: 'v2.0.1', body: 'notes', draft: true, assets: [asset] },
      author: { id: expect.any(Number), login: expect.stringMatching(/\[bot\]$/) },
      url: expect.stringContaining('/godel/api/releases/'),
      publishedAt: null,
    })
    const published = await repo.editRelease(id, { draft: false, body: 'better notes', latest: true })
    expect([published.draft, published.body, published.assets]).toEqual([false, 'better notes', [asset]])
  })

  it('gets bytes as they are, and gives them back so', async () => {
    const { repo } = await openAdapter()
    const { id } = await repo.createRelease(NEW)
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
    await repo.uploadAsset(id, { name: 'cli.zip', bytes })
    const asset = (await repo.listReleases())[0]?.assets[0]
    expect(asset?.digest).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(await repo.downloadAsset(asset?.id ?? 0)).toEqual(bytes)
  })

  it('asks for the mark of the latest only where it can have it', async () => {
    const { repo, sent } = await openAdapter()
    const asked = () => sent.flatMap(({ body }) => /"make_latest":"(\w+)"/.exec(body)?.[1] ?? [])
    const { id } = await repo.createRelease(NEW)
    await repo.createRelease({ ...NEW, tag: 'v2.1.0-rc.1', draft: false, prerelease: true })
    await repo.editRelease(id, { draft: false, latest: true })
    await repo.editRelease(id, { body: 'mended' })
    expect(asked()).toEqual(['false', 'false', 'true'])
  })

  it('has a file measured where GitHub tells no digest of it', async () => {
    const older = saying((text) => text.replaceAll(/"digest":"[^"]*"/g, '"digest":null'))
    const { repo } = await openAdapter({}, older)
    const { id } = await repo.createRelease(NEW)
    await repo.uploadAsset(id, SUMS)
    const asset = (await repo.listReleases())[0]?.assets[0]
    expect([asset?.digest, await repo.computeAssetDigest(asset?.id ?? 0)]).toEqual([null, DIGEST])
  })

  it('shows no file whose upload broke off, and takes it away before the next attempt', async () => {
    const torn = { on: true }
    const breaks = saying((text) => (torn.on ? text.replaceAll('"uploaded"', '"starter"') : text))
    const { repo } = await openAdapter({}, breaks)
    const { id } = await repo.createRelease(NEW)
    await repo.uploadAsset(id, SUMS)
    expect((await repo.listReleases())[0]?.assets).toEqual([])
    await repo.uploadAsset(id, SUMS)
    torn.on = false
    expect((await repo.listReleases())[0]?.assets).toHaveLength(1)
  })

  it.each([
    ['where the answer to it was lost', false, 1],
    ['where GitHub is slow to show it besides', true, 2],
  ])('gets a file once, also %s', async (_, isSlow, uploads) => {
    const slow = { on: false }
    const hide = saying((text, url) => {
      if (!slow.on || !/\/releases\/\d+$/.test(url)) return text
      slow.on = false
      return JSON.stringify({ ...JSON.parse(text), assets: [] })
    })
    const { repo, sent } = await openAdapter({}, hide)
    const { id } = await repo.createRelease(NEW)
    await repo.uploadAsset(id, SUMS)
    slow.on = isSlow
    await repo.uploadAsset(id, SUMS)
    expect(sent.filter(({ call }) => /^POST .*\/assets/.test(call))).toHaveLength(uploads)
    expect((await repo.listReleases())[0]?.assets).toHaveLength(1)
  })

  it('keeps the file of a name that is there already, and says so', async () => {
    const { repo } = await openAdapter()
    const { id } = await repo.createRelease(NEW)
    await repo.uploadAsset(id, SUMS)
    await expect(repo.uploadAsset(id, { ...SUMS, text: 'def  cli\n' })).rejects.toThrow(
      'The release has another file named `SHA256SUMS` already.',
    )
    expect((await repo.listReleases())[0]?.assets[0]?.digest).toBe(DIGEST)
  })
})
