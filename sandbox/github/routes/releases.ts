import { z } from 'zod'
import { addAsset, addRelease, changeRelease, deleteRelease } from '../actions/releases.ts'
import { type ApiAnswer, replyCreated, replyDone, replyList, replyOk } from '../http/answer.ts'
import { ApiProblem, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getNumberParam,
  getParam,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import type { Asset, ReleaseState } from '../state.ts'
import { viewAsset, viewRelease } from '../views/release.ts'
import { createActionContext } from './scene-of.ts'

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
export const RELEASE_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'repos/list-releases',
    method: 'GET',
    path: '/releases',
    needs,
    answer: (call) =>
      replyList(
        listVisibleReleases(call)
          .reverse()
          .map((release) => viewRelease(call.world, call.repository, release)),
      ),
  }),
  createRepositoryRoute({
    call: 'repos/create-release',
    method: 'POST',
    path: '/releases',
    needs,
    answer: createRelease,
  }),
  createRepositoryRoute({
    call: 'repos/get-latest-release',
    method: 'GET',
    path: '/releases/latest',
    needs,
    answer: getLatest,
  }),
  createRepositoryRoute({
    call: 'repos/get-release-by-tag',
    method: 'GET',
    path: '/releases/tags/{tag}',
    needs,
    answer: (call) => {
      const tag = getParam(call, 'tag')
      const release = requireFound(call.repository.releases.find((each) => each.tag === tag && !each.draft))
      return replyOk(viewRelease(call.world, call.repository, release))
    },
  }),
  createRepositoryRoute({
    call: 'repos/get-release',
    method: 'GET',
    path: one,
    needs,
    answer: (call) => replyOk(viewRelease(call.world, call.repository, findRelease(call))),
  }),
  createRepositoryRoute({
    call: 'repos/update-release',
    method: 'PATCH',
    path: one,
    needs,
    answer: updateRelease,
  }),
  createRepositoryRoute({
    call: 'repos/delete-release',
    method: 'DELETE',
    path: one,
    needs,
    answer: (call) => {
      deleteRelease(createActionContext(call), findRelease(call))
      return replyDone()
    },
  }),
  createRepositoryRoute({
    call: 'repos/list-release-assets',
    method: 'GET',
    path: `${one}/assets`,
    needs,
    answer: (call) => {
      const release = findRelease(call)
      return replyList(
        release.assets.map((asset) => viewAsset(call.world, call.repository, { release, asset })),
      )
    },
  }),
  createRepositoryRoute({
    call: 'repos/upload-release-asset',
    method: 'POST',
    path: `${one}/assets`,
    needs,
    answer: upload,
  }),
  createRepositoryRoute({
    call: 'repos/get-release-asset',
    method: 'GET',
    path: '/releases/assets/{asset_id}',
    needs,
    answer: (call) => {
      const at = findAsset(call)
      if (!call.accept.includes('octet-stream')) return replyOk(viewAsset(call.world, call.repository, at))
      return { kind: 'bytes', type: at.asset.contentType, bytes: at.asset.bytes }
    },
  }),
  createRepositoryRoute({
    call: 'repos/delete-release-asset',
    method: 'DELETE',
    path: '/releases/assets/{asset_id}',
    needs,
    answer: (call) => {
      const { release, asset } = findAsset(call)
      release.assets.splice(release.assets.indexOf(asset), 1)
      return replyDone()
    },
  }),
]

async function createRelease(call: RepositoryCall): Promise<ApiAnswer> {
  const given = parseInput(call, NEW)
  const release = await addRelease(createActionContext(call), {
    tag: given.tag_name,
    target: given.target_commitish ?? call.repository.defaultBranch,
    name: given.name ?? null,
    body: given.body ?? null,
    draft: given.draft ?? false,
    prerelease: given.prerelease ?? false,
  })
  return replyCreated(viewRelease(call.world, call.repository, release))
}

async function updateRelease(call: RepositoryCall): Promise<ApiAnswer> {
  const release = findRelease(call)
  const given = parseInput(call, CHANGE)
  await changeRelease(createActionContext(call), release, {
    tag: given.tag_name ?? release.tag,
    target: given.target_commitish ?? release.target,
    name: given.name === undefined ? release.name : given.name,
    body: given.body === undefined ? release.body : given.body,
    draft: given.draft ?? release.draft,
    prerelease: given.prerelease ?? release.prerelease,
  })
  return replyOk(viewRelease(call.world, call.repository, release))
}

function upload(call: RepositoryCall): ApiAnswer {
  const release = findRelease(call)
  const name = call.query.get('name')
  if (!name) throw new ApiProblem(400, 'Bad Request')
  const contentType = call.contentType === '' ? 'application/octet-stream' : call.contentType
  const asset = addAsset(createActionContext(call), release, {
    name,
    label: call.query.get('label'),
    contentType,
    bytes: call.body,
  })
  return replyCreated(viewAsset(call.world, call.repository, { release, asset }))
}

/** The newest full release. */
function getLatest(call: RepositoryCall): ApiAnswer {
  const full = call.repository.releases.filter(({ draft, prerelease }) => !draft && !prerelease)
  return replyOk(viewRelease(call.world, call.repository, requireFound(full.at(-1))))
}

/** Drafts are for those who may push. */
function listVisibleReleases({ repository, caller }: RepositoryCall): ReleaseState[] {
  const insider =
    (caller.kind === 'installation' && caller.permissions['contents'] === 'write') ||
    (caller.kind === 'person' &&
      /^(write|maintain|admin)$/.test(repository.roles.get(caller.account.id) ?? ''))
  return repository.releases.filter(({ draft }) => insider || !draft)
}

function findRelease(call: RepositoryCall): ReleaseState {
  const id = getNumberParam(call, 'release_id')
  return requireFound(listVisibleReleases(call).find((release) => release.id === id))
}

function findAsset(call: RepositoryCall): { readonly release: ReleaseState; readonly asset: Asset } {
  const id = getNumberParam(call, 'asset_id')
  const all = listVisibleReleases(call).flatMap((release) =>
    release.assets.map((asset) => ({ release, asset })),
  )
  return requireFound(all.find(({ asset }) => asset.id === id))
}
