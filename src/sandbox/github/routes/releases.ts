import { z } from 'zod'
import { addAsset, addRelease, changeRelease, deleteRelease } from '../actions/releases.ts'
import { type Answer, created, done, list, ok } from '../http/answer.ts'
import { found, Problem } from '../http/problem.ts'
import { input, numberParam, onRepository, param, type RepositoryCall, type Route } from '../http/route.ts'
import type { Asset, Release } from '../state.ts'
import { viewAsset, viewRelease } from '../views/release.ts'
import { sceneOf } from './scene-of.ts'

const CHANGE = z.object({
  tag_name: z.string().min(1).optional(),
  target_commitish: z.string().optional(),
  name: z.string().nullish(),
  body: z.string().max(125_000, 'body is too long (maximum is 125000 characters)').nullish(),
  draft: z.boolean().optional(),
  prerelease: z.boolean().optional(),
})
const NEW = CHANGE.extend({ tag_name: z.string().min(1) })
const needs = ['contents']
const one = '/releases/{release_id}'

/** Releases and what is attached to them. */
export const RELEASE_ROUTES: readonly Route[] = [
  onRepository({
    call: 'repos/list-releases',
    method: 'GET',
    path: '/releases',
    needs,
    answer: (call) =>
      list(
        visible(call)
          .reverse()
          .map((release) => viewRelease(call.world, call.repository, release)),
      ),
  }),
  onRepository({
    call: 'repos/create-release',
    method: 'POST',
    path: '/releases',
    needs,
    answer: createRelease,
  }),
  onRepository({
    call: 'repos/get-latest-release',
    method: 'GET',
    path: '/releases/latest',
    needs,
    answer: getLatest,
  }),
  onRepository({
    call: 'repos/get-release-by-tag',
    method: 'GET',
    path: '/releases/tags/{tag}',
    needs,
    answer: (call) => {
      const tag = param(call, 'tag')
      const release = found(call.repository.releases.find((each) => each.tag === tag && !each.draft))
      return ok(viewRelease(call.world, call.repository, release))
    },
  }),
  onRepository({
    call: 'repos/get-release',
    method: 'GET',
    path: one,
    needs,
    answer: (call) => ok(viewRelease(call.world, call.repository, releaseOf(call))),
  }),
  onRepository({ call: 'repos/update-release', method: 'PATCH', path: one, needs, answer: updateRelease }),
  onRepository({
    call: 'repos/delete-release',
    method: 'DELETE',
    path: one,
    needs,
    answer: (call) => {
      deleteRelease(sceneOf(call), releaseOf(call))
      return done()
    },
  }),
  onRepository({
    call: 'repos/list-release-assets',
    method: 'GET',
    path: `${one}/assets`,
    needs,
    answer: (call) => {
      const release = releaseOf(call)
      return list(release.assets.map((asset) => viewAsset(call.world, call.repository, { release, asset })))
    },
  }),
  onRepository({
    call: 'repos/upload-release-asset',
    method: 'POST',
    path: `${one}/assets`,
    needs,
    answer: upload,
  }),
  onRepository({
    call: 'repos/get-release-asset',
    method: 'GET',
    path: '/releases/assets/{asset_id}',
    needs,
    answer: (call) => {
      const at = assetOf(call)
      if (!call.accept.includes('octet-stream')) return ok(viewAsset(call.world, call.repository, at))
      return { kind: 'bytes', type: at.asset.contentType, bytes: at.asset.bytes }
    },
  }),
  onRepository({
    call: 'repos/delete-release-asset',
    method: 'DELETE',
    path: '/releases/assets/{asset_id}',
    needs,
    answer: (call) => {
      const { release, asset } = assetOf(call)
      release.assets.splice(release.assets.indexOf(asset), 1)
      return done()
    },
  }),
]

async function createRelease(call: RepositoryCall): Promise<Answer> {
  const given = input(call, NEW)
  const release = await addRelease(sceneOf(call), {
    tag: given.tag_name,
    target: given.target_commitish ?? call.repository.defaultBranch,
    name: given.name ?? null,
    body: given.body ?? null,
    draft: given.draft ?? false,
    prerelease: given.prerelease ?? false,
  })
  return created(viewRelease(call.world, call.repository, release))
}

async function updateRelease(call: RepositoryCall): Promise<Answer> {
  const release = releaseOf(call)
  const given = input(call, CHANGE)
  await changeRelease(sceneOf(call), release, {
    tag: given.tag_name ?? release.tag,
    target: given.target_commitish ?? release.target,
    name: given.name === undefined ? release.name : given.name,
    body: given.body === undefined ? release.body : given.body,
    draft: given.draft ?? release.draft,
    prerelease: given.prerelease ?? release.prerelease,
  })
  return ok(viewRelease(call.world, call.repository, release))
}

function upload(call: RepositoryCall): Answer {
  const release = releaseOf(call)
  const name = call.query.get('name')
  if (!name) throw new Problem(400, 'Bad Request')
  const contentType = call.contentType === '' ? 'application/octet-stream' : call.contentType
  const asset = addAsset(sceneOf(call), release, {
    name,
    label: call.query.get('label'),
    contentType,
    bytes: call.body,
  })
  return created(viewAsset(call.world, call.repository, { release, asset }))
}

/** The newest full release. */
function getLatest(call: RepositoryCall): Answer {
  const full = call.repository.releases.filter(({ draft, prerelease }) => !draft && !prerelease)
  return ok(viewRelease(call.world, call.repository, found(full.at(-1))))
}

/** Drafts are for those who may push. */
function visible({ repository, caller }: RepositoryCall): Release[] {
  const insider =
    (caller.kind === 'installation' && caller.permissions['contents'] === 'write') ||
    (caller.kind === 'person' &&
      /^(write|maintain|admin)$/.test(repository.roles.get(caller.account.id) ?? ''))
  return repository.releases.filter(({ draft }) => insider || !draft)
}

function releaseOf(call: RepositoryCall): Release {
  const id = numberParam(call, 'release_id')
  return found(visible(call).find((release) => release.id === id))
}

function assetOf(call: RepositoryCall): { readonly release: Release; readonly asset: Asset } {
  const id = numberParam(call, 'asset_id')
  const all = visible(call).flatMap((release) => release.assets.map((asset) => ({ release, asset })))
  return found(all.find(({ asset }) => asset.id === id))
}
