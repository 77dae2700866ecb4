import { commitOf, NO_OBJECT, readRef } from '../git/refs.ts'
import { announce } from '../hooks/announce.ts'
import { invalid } from '../http/problem.ts'
import type { Asset, Release } from '../state.ts'
import { viewRelease } from '../views/release.ts'
import { changeRef } from './references.ts'
import type { Scene } from './scene.ts'

export type NewRelease = Pick<Release, 'tag' | 'target' | 'name' | 'body' | 'draft' | 'prerelease'>

/** Makes a release; one that is no draft makes its tag where that is missing. */
export async function addRelease(scene: Scene, given: NewRelease): Promise<Release> {
  const { world, repository, by } = scene
  refuseTwice(scene, given.tag, null)
  const release: Release = {
    ...given,
    id: world.nextId(),
    by,
    createdAt: world.now(),
    publishedAt: null,
    assets: [],
  }
  if (!given.draft) await ensureTag(scene, given)
  repository.releases.push(release)
  tellRelease(scene, release, 'created')
  if (!given.draft) publish(scene, release)
  return release
}

/** Changes a release; taking its draft mark off publishes it. */
export async function changeRelease(scene: Scene, release: Release, change: NewRelease): Promise<void> {
  refuseTwice(scene, change.tag, release)
  if (!change.draft) await ensureTag(scene, change)
  const was = { name: release.name, body: release.body }
  const published = release.draft && !change.draft
  Object.assign(release, change)
  if (published) publish(scene, release)
  else tellRelease(scene, release, 'edited', changesFrom(was, release))
}

export function deleteRelease(scene: Scene, release: Release): void {
  const { releases } = scene.repository
  releases.splice(releases.indexOf(release), 1)
  tellRelease(scene, release, 'deleted')
}

export function addAsset(
  { world, by }: Scene,
  release: Release,
  given: Pick<Asset, 'name' | 'label' | 'contentType' | 'bytes'>,
): Asset {
  if (release.assets.some(({ name }) => name === given.name)) {
    throw invalid({ resource: 'ReleaseAsset', field: 'name', code: 'already_exists' })
  }
  const asset: Asset = { ...given, id: world.nextId(), by, createdAt: world.now() }
  release.assets.push(asset)
  return asset
}

function publish(scene: Scene, release: Release): void {
  release.publishedAt = scene.world.now()
  tellRelease(scene, release, 'published')
  tellRelease(scene, release, release.prerelease ? 'prereleased' : 'released')
}

function refuseTwice({ repository }: Scene, tag: string, self: Release | null): void {
  const taken = repository.releases.some((one) => one !== self && one.tag === tag && !one.draft)
  if (taken) throw invalid({ resource: 'Release', field: 'tag_name', code: 'already_exists' })
}

async function ensureTag(scene: Scene, { tag, target }: NewRelease): Promise<void> {
  const { gitDir } = scene.repository
  const name = `refs/tags/${tag}`
  if (await readRef(gitDir, name)) return
  const to = await commitOf(gitDir, target)
  const made = to !== undefined && (await changeRef(scene, { name, from: NO_OBJECT, to }))
  if (!made) throw invalid({ resource: 'Release', field: 'target_commitish', code: 'invalid' })
}

function changesFrom(was: Pick<Release, 'name' | 'body'>, is: Release): Record<string, unknown> {
  return {
    ...(was.name === is.name ? {} : { name: { from: was.name ?? '' } }),
    ...(was.body === is.body ? {} : { body: { from: was.body ?? '' } }),
  }
}

function tellRelease(
  { world, repository, by }: Scene,
  release: Release,
  action: 'created' | 'published' | 'released' | 'prereleased' | 'edited' | 'deleted',
  changes?: Readonly<Record<string, unknown>>,
): void {
  const payload = { release: viewRelease(world, repository, release), ...(changes ? { changes } : {}) }
  announce(world, { event: 'release', action, repository, sender: by, payload })
}
