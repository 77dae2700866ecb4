import { NO_OBJECT, readRef, resolveRevisionToCommit } from '../git/refs.ts'
import { sendWebhook } from '../hooks/announce.ts'
import { createInvalid } from '../http/problem.ts'
import type { Asset, ReleaseState } from '../state.ts'
import { viewRelease } from '../views/release.ts'
import type { ActionContext } from './action-context.ts'
import { changeRef } from './references.ts'

type NewRelease = Pick<ReleaseState, 'tag' | 'target' | 'name' | 'body' | 'draft' | 'prerelease'>

/** Makes a release; one that is no draft makes its tag where that is missing. */
export async function addRelease(scope: ActionContext, given: NewRelease): Promise<ReleaseState> {
  const { world, repository, by } = scope
  refuseTwice(scope, given.tag, null)
  const release: ReleaseState = {
    ...given,
    id: world.nextId(),
    by,
    createdAt: world.now(),
    publishedAt: null,
    assets: [],
  }
  if (!given.draft) await ensureTag(scope, given)
  repository.releases.push(release)
  announceRelease(scope, release, 'created')
  if (!given.draft) publish(scope, release)
  return release
}

/** Changes a release; taking its draft mark off publishes it. */
export async function changeRelease(
  scope: ActionContext,
  release: ReleaseState,
  change: NewRelease,
): Promise<void> {
  refuseTwice(scope, change.tag, release)
  if (!change.draft) await ensureTag(scope, change)
  const was = { name: release.name, body: release.body }
  const published = release.draft && !change.draft
  Object.assign(release, change)
  if (published) publish(scope, release)
  else announceRelease(scope, release, 'edited', changesFrom(was, release))
}

export function deleteRelease(scope: ActionContext, release: ReleaseState): void {
  const { releases } = scope.repository
  releases.splice(releases.indexOf(release), 1)
  announceRelease(scope, release, 'deleted')
}

export function addAsset(
  { world, by }: ActionContext,
  release: ReleaseState,
  given: Pick<Asset, 'name' | 'label' | 'contentType' | 'bytes'>,
): Asset {
  if (release.assets.some(({ name }) => name === given.name)) {
    throw createInvalid({ resource: 'ReleaseAsset', field: 'name', code: 'already_exists' })
  }
  const asset: Asset = { ...given, id: world.nextId(), by, createdAt: world.now() }
  release.assets.push(asset)
  return asset
}

function publish(scope: ActionContext, release: ReleaseState): void {
  release.publishedAt = scope.world.now()
  announceRelease(scope, release, 'published')
  announceRelease(scope, release, release.prerelease ? 'prereleased' : 'released')
}

function refuseTwice({ repository }: ActionContext, tag: string, self: ReleaseState | null): void {
  const taken = repository.releases.some((one) => one !== self && one.tag === tag && !one.draft)
  if (taken) throw createInvalid({ resource: 'Release', field: 'tag_name', code: 'already_exists' })
}

async function ensureTag(scope: ActionContext, { tag, target }: NewRelease): Promise<void> {
  const { gitDir } = scope.repository
  const name = `refs/tags/${tag}`
  if (await readRef(gitDir, name)) return
  const to = await resolveRevisionToCommit(gitDir, target)
  const made = to !== undefined && (await changeRef(scope, { name, from: NO_OBJECT, to }))
  if (!made) throw createInvalid({ resource: 'Release', field: 'target_commitish', code: 'invalid' })
}

function changesFrom(was: Pick<ReleaseState, 'name' | 'body'>, is: ReleaseState): Record<string, unknown> {
  return {
    ...(was.name === is.name ? {} : { name: { from: was.name ?? '' } }),
    ...(was.body === is.body ? {} : { body: { from: was.body ?? '' } }),
  }
}

function announceRelease(
  { world, repository, by }: ActionContext,
  release: ReleaseState,
  action: 'created' | 'published' | 'released' | 'prereleased' | 'edited' | 'deleted',
  changes?: Readonly<Record<string, unknown>>,
): void {
  const payload = { release: viewRelease(world, repository, release), ...(changes ? { changes } : {}) }
  sendWebhook(world, { event: 'release', action, repository, sender: by, payload })
}
