import { createHash } from 'node:crypto'
import type { Asset, ReleaseState, Repository } from '../state.ts'
import { createNodeId, formatFullName, toIsoTime, type World } from '../world.ts'
import { viewAccount } from './account.ts'

export function viewRelease(
  world: World,
  repository: Repository,
  release: ReleaseState,
): Record<string, unknown> {
  const api = `${world.origin.url}/repos/${formatFullName(repository)}`
  const url = `${api}/releases/${release.id}`
  const archive = (kind: string) => (release.draft ? null : `${api}/${kind}/${release.tag}`)
  return {
    url,
    html_url: `${world.origin.url}/${formatFullName(repository)}/releases/tag/${encodeURIComponent(release.tag)}`,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: archive('tarball'),
    zipball_url: archive('zipball'),
    id: release.id,
    node_id: createNodeId('Release', release.id),
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: false,
    created_at: toIsoTime(release.createdAt),
    published_at: release.publishedAt === null ? null : toIsoTime(release.publishedAt),
    updated_at: toIsoTime(release.publishedAt ?? release.createdAt),
    author: viewAccount(world, release.by),
    assets: release.assets.map((asset) => viewAsset(world, repository, { release, asset })),
  }
}

export function viewAsset(
  world: World,
  repository: Repository,
  { release, asset }: { readonly release: ReleaseState; readonly asset: Asset },
): Record<string, unknown> {
  const html = `${world.origin.url}/${formatFullName(repository)}/releases/download`
  return {
    url: `${world.origin.url}/repos/${formatFullName(repository)}/releases/assets/${asset.id}`,
    browser_download_url: `${html}/${release.tag}/${encodeURIComponent(asset.name)}`,
    id: asset.id,
    node_id: createNodeId('ReleaseAsset', asset.id),
    name: asset.name,
    label: asset.label,
    state: 'uploaded',
    content_type: asset.contentType,
    size: asset.bytes.length,
    digest: `sha256:${createHash('sha256').update(asset.bytes).digest('hex')}`,
    download_count: 0,
    created_at: toIsoTime(asset.createdAt),
    updated_at: toIsoTime(asset.createdAt),
    uploader: viewAccount(world, asset.by),
  }
}
