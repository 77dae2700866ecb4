import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Refused } from '../../../release/refusal.ts'
import type { GitHubRelease, Releases } from '../../../runtime/ports/releases.ts'
import { ANYTHING } from '../calls/client.ts'
import { MOST_BYTES, refuseTooLarge } from '../calls/download-size.ts'
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

async function upload(
  { client, at }: RepositoryContext,
  release_id: number,
  { name, ...content }: Parameters<Releases['uploadAsset']>[1],
): Promise<void> {
  const { upload_url, assets } = await client.read(UPLOAD, (rest) =>
    rest.repos.getRelease({ ...at, release_id }),
  )
  const torn = assets.find((one) => one.name === name && one.state !== 'uploaded')
  if (torn) {
    await client.write(ANYTHING, (rest) => rest.repos.deleteReleaseAsset({ ...at, asset_id: torn.id }))
  }
  await client.write(ANYTHING, (rest) =>
    rest.repos.uploadReleaseAsset({
      ...at,
      release_id,
      // GitHub says where: by its name alone the call goes to github.com, from an Enterprise Server too.
      url: upload_url,
      name,
      data: '',
      ...toBody(content),
    }),
  )
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
