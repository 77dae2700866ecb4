import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Refused } from '../../../release/refusal.ts'
import type { GitHubRelease, Releases } from '../../../runtime/ports/releases.ts'
import { ANYTHING } from '../calls/client.ts'
import { MOST_BYTES, refuseTooLarge } from '../calls/download-size.ts'
import { getStatus } from '../calls/failure.ts'
import { authorSchema } from './account.ts'
import { parseHexDigest } from './digest.ts'
import type { RepositoryContext } from './repository-context.ts'

/** A file whose upload broke off stays behind as `starter`, and holds its name. */
const ASSET = z.object({
  id: z.int(),
  name: z.string(),
  state: z.string(),
  size: z.int(),
  digest: z.string().nullish(),
})
const RELEASE = z
  .object({
    id: z.int(),
    tag_name: z.string(),
    author: authorSchema,
    name: z.string().nullish(),
    body: z.string().nullish(),
    draft: z.boolean(),
    published_at: z.iso.datetime({ offset: true }).nullish(),
    html_url: z.string(),
    assets: z.array(ASSET),
  })
  .transform(
    ({ id, tag_name, author, name, body, draft, published_at, html_url, assets }): GitHubRelease => ({
      id,
      author: { id: author.id, login: author.login },
      tag: tag_name,
      name: name ?? '',
      body: body ?? '',
      draft,
      publishedAt: published_at ? Math.floor(Date.parse(published_at) / 1000) : null,
      url: html_url,
      assets: assets
        .filter(({ state }) => state === 'uploaded')
        .map((asset) => ({ id: asset.id, name: asset.name, digest: parseHexDigest(asset.digest) })),
    }),
  )
const UPLOAD = z.object({ upload_url: z.string(), assets: z.array(ASSET) })
/** A larger file is not fetched to be measured, in bytes. */
const LARGEST = 64 * 1024 * 1024
/** The newest of a repository's releases; what is older is no concern of one under way. */
const NEWEST = 500

export function createReleases(ground: RepositoryContext): Releases {
  const { client, at } = ground
  return {
    listReleases: async () => {
      const all = await client.list(
        z.array(RELEASE),
        (rest, page) => rest.repos.listReleases({ ...at, ...page }),
        (soFar) => soFar.length >= NEWEST,
      )
      return all.slice(0, NEWEST)
    },
    createRelease: ({ tag: tag_name, latest, ...release }) =>
      client.write(RELEASE, (rest) =>
        rest.repos.createRelease({
          ...at,
          ...release,
          tag_name,
          make_latest: toWord(latest && !release.draft && !release.prerelease),
        }),
      ),
    editRelease: (release_id, { latest, ...change }) =>
      client.write(RELEASE, (rest) =>
        rest.repos.updateRelease({
          ...at,
          release_id,
          ...change,
          ...(latest === undefined ? {} : { make_latest: toWord(latest) }),
        }),
      ),
    uploadAsset: (release_id, asset) => upload(ground, release_id, asset),
    downloadAsset: async (asset_id) => {
      const asset = await client.read(ASSET, (rest) => rest.repos.getReleaseAsset({ ...at, asset_id }))
      if (asset.size > MOST_BYTES) throw refuseTooLarge(asset.name, asset.size)
      return downloadAsset(ground, asset_id)
    },
    computeAssetDigest: (asset_id) => computeAssetDigest(ground, asset_id),
  }
}

function toWord(latest: boolean): 'true' | 'false' {
  return latest ? 'true' : 'false'
}

type Upload = Parameters<Releases['uploadAsset']>[1]

/**
 * Looks first, and again where GitHub says that the name is taken: an upload whose answer was lost is found, and so is
 * one of a process that was slower to end than to be taken over from.
 */
async function upload(ground: RepositoryContext, release_id: number, asset: Upload): Promise<void> {
  const { client, at } = ground
  const read = () => client.read(UPLOAD, (rest) => rest.repos.getRelease({ ...at, release_id }))
  const { upload_url: url, assets } = await read()
  const standing = assets.find(({ name }) => name === asset.name)
  if (standing?.state === 'uploaded') return requireSame(ground, standing, asset)
  if (standing) {
    await client.write(ANYTHING, (rest) => rest.repos.deleteReleaseAsset({ ...at, asset_id: standing.id }))
  }
  const { name, ...content } = asset
  try {
    // GitHub says where: by its name alone the call goes to github.com, from an Enterprise Server too.
    const to = { ...at, release_id, url, name }
    await client.write(ANYTHING, (rest) =>
      rest.repos.uploadReleaseAsset({ ...to, data: '', ...toBody(content) }),
    )
  } catch (error) {
    const now = getStatus(error) === 422 ? await read() : null
    const taken = now?.assets.find((one) => one.name === name && one.state === 'uploaded')
    if (!taken) throw error
    await requireSame(ground, taken, asset)
  }
}

/** @throws {Refused} where the file of that name isn't what is to be there */
async function requireSame(
  ground: RepositoryContext,
  standing: z.output<typeof ASSET>,
  { name, ...content }: Upload,
): Promise<void> {
  const bytes = 'text' in content ? content.text : content.bytes
  const digest = createHash('sha256').update(bytes).digest('hex')
  if ((await computeAssetDigest(ground, standing.id)) === digest) return
  throw new Refused({
    kind: 'repository',
    what: `The release has another file named \`${name}\` already.`,
    next: 'Find out who put it there. Delete it if it is not meant to be there.',
  })
}

/** GitHub says it of files since June 2025; an older one, or an older server's, is read and measured. */
async function computeAssetDigest({ client, at }: RepositoryContext, asset_id: number): Promise<string> {
  const asset = await client.read(ASSET, (rest) => rest.repos.getReleaseAsset({ ...at, asset_id }))
  const told = parseHexDigest(asset.digest)
  if (told !== null) return told
  if (asset.size > LARGEST) throw refuseUnmeasured(asset)
  return createHash('sha256')
    .update(await downloadAsset({ client, at }, asset_id))
    .digest('hex')
}

async function downloadAsset(
  { client, at }: Pick<RepositoryContext, 'client' | 'at'>,
  asset_id: number,
): Promise<Uint8Array> {
  const stream = await client.read(z.instanceof(ReadableStream<Uint8Array<ArrayBuffer>>), (rest) =>
    rest.repos.getReleaseAsset({
      ...at,
      asset_id,
      headers: { accept: 'application/octet-stream' },
      // As it is: Octokit would read text as text, and lose what is none.
      request: { parseSuccessResponseBody: false },
    }),
  )
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Octokit's types know texts alone; whatever else it is given goes out as it is. */
function toBody(
  content: { readonly text: string } | { readonly bytes: Uint8Array },
): Readonly<Record<string, unknown>> {
  if ('text' in content)
    return { data: content.text, headers: { 'content-type': 'text/plain; charset=utf-8' } }
  return { data: content.bytes, headers: { 'content-type': 'application/octet-stream' } }
}

function refuseUnmeasured({ name, size }: z.output<typeof ASSET>): Refused {
  return new Refused({
    kind: 'repository',
    what: `GitHub has no digest of \`${name}\`, and its ${Math.round(size / 2 ** 20)} MiB are too large to download.`,
    next: 'Attach a file with the checksums, and verify that one.',
  })
}
