import { z } from 'zod'
import { changeRef } from '../actions/references.ts'
import { isAncestor, isGoodName, kindOf, listRefs, NO_OBJECT, type Ref, readRef } from '../git/refs.ts'
import { gitText, signedBy } from '../git/run.ts'
import { created, done, list, ok } from '../http/answer.ts'
import { found, Problem } from '../http/problem.ts'
import { input, onRepository, param, type RepositoryCall, type Route, repositoryUrl } from '../http/route.ts'
import { viewSignature } from '../views/commit.ts'
import { nodeId } from '../world.ts'
import { sceneOf } from './scene-of.ts'

const SHA = z.string().regex(/^[0-9a-f]{40}$/, 'must be a full object id')
const NEW_REF = z.object({ ref: z.string(), sha: SHA })
const MOVED_REF = z.object({ sha: SHA, force: z.boolean().default(false) })
const NEW_TAG = z.object({
  tag: z.string(),
  message: z.string(),
  object: SHA,
  type: z.enum(['commit', 'tree', 'blob']),
  tagger: z
    .object({ name: z.string(), email: z.string(), date: z.iso.datetime({ offset: true }).optional() })
    .optional(),
})
const needs = ['contents']

/** Branches and tags as git's own refs. */
export const REFERENCE_ROUTES: readonly Route[] = [
  onRepository({
    call: 'git/get-ref',
    method: 'GET',
    path: '/git/ref/{ref}',
    needs,
    answer: async (call) => ok(viewRef(call, await refOf(call))),
  }),
  onRepository({
    call: 'git/list-matching-refs',
    method: 'GET',
    path: '/git/matching-refs/{ref}',
    needs,
    answer: async (call) => {
      const refs = await listRefs(call.repository.gitDir, 'refs/')
      const start = `refs/${param(call, 'ref')}`
      return list(refs.filter(({ name }) => name.startsWith(start)).map((ref) => viewRef(call, ref)))
    },
  }),
  onRepository({ call: 'git/create-ref', method: 'POST', path: '/git/refs', needs, answer: createRef }),
  onRepository({
    call: 'git/update-ref',
    method: 'PATCH',
    path: '/git/refs/{ref}',
    needs,
    answer: updateRef,
  }),
  onRepository({
    call: 'git/delete-ref',
    method: 'DELETE',
    path: '/git/refs/{ref}',
    needs,
    answer: deleteRef,
  }),
  onRepository({ call: 'git/get-tag', method: 'GET', path: '/git/tags/{tag_sha}', needs, answer: getTag }),
  onRepository({ call: 'git/create-tag', method: 'POST', path: '/git/tags', needs, answer: createTag }),
]

async function createRef(call: RepositoryCall) {
  const { ref: name, sha: to } = input(call, NEW_REF)
  const { gitDir } = call.repository
  if (!/^refs\/[^/]+\/.+/.test(name) || !(await isGoodName(gitDir, name))) {
    throw new Problem(422, `${name} is not a valid ref name`)
  }
  await refuseMissing(call, to)
  if (!(await changeRef(sceneOf(call), { name, from: NO_OBJECT, to }))) {
    throw new Problem(422, 'Reference already exists')
  }
  return created(viewRef(call, found(await readRef(gitDir, name))))
}

async function updateRef(call: RepositoryCall) {
  const { sha: to, force } = input(call, MOVED_REF)
  const { gitDir } = call.repository
  const { name, object: from } = await refOf(call, 'Reference does not exist')
  await refuseMissing(call, to)
  if (!(await isAncestor(gitDir, from, to))) {
    if (!force) throw new Problem(422, 'Update is not a fast forward')
    refuseProtected(call, name, 'Cannot force-push to this protected branch')
  }
  if (!(await changeRef(sceneOf(call), { name, from, to })))
    throw new Problem(409, 'Reference cannot be updated')
  return ok(viewRef(call, found(await readRef(gitDir, name))))
}

async function deleteRef(call: RepositoryCall) {
  const { name, object } = await refOf(call, 'Reference does not exist')
  refuseProtected(call, name, 'Cannot delete this protected branch')
  if (name === `refs/heads/${call.repository.defaultBranch}`) {
    throw new Problem(422, 'Cannot delete the default branch')
  }
  const gone = await changeRef(sceneOf(call), { name, from: object, to: NO_OBJECT })
  if (!gone) throw new Problem(409, 'Reference cannot be updated')
  return done()
}

/** The tag object only; a ref makes it a tag. */
async function createTag(call: RepositoryCall) {
  const { tag, message, object, type, tagger } = input(call, NEW_TAG)
  const { world, repository } = call
  if ((await kindOf(repository.gitDir, object)) !== type) throw new Problem(422, 'Object does not exist')
  const { by } = sceneOf(call)
  const at = tagger?.date === undefined ? world.now() : Date.parse(tagger.date)
  const { name, email } = tagger ?? by
  const text = `object ${object}\ntype ${type}\ntag ${tag}\ntagger ${name} <${email}> ${Math.floor(at / 1000)} +0000\n\n${message}\n`
  const env = signedBy({ name, email, at }, { name, email, at })
  const sha = await gitText(repository.gitDir, ['mktag'], { input: text, env })
  return created(await viewTag(call, sha))
}

async function getTag(call: RepositoryCall) {
  const sha = param(call, 'tag_sha')
  if ((await kindOf(call.repository.gitDir, sha)) !== 'tag') throw new Problem(404, 'Not Found')
  return ok(await viewTag(call, sha))
}

async function refOf(call: RepositoryCall, otherwise = 'Not Found'): Promise<Ref> {
  const ref = await readRef(call.repository.gitDir, `refs/${param(call, 'ref')}`)
  if (!ref) throw new Problem(otherwise === 'Not Found' ? 404 : 422, otherwise)
  return ref
}

async function refuseMissing({ repository }: RepositoryCall, object: string): Promise<void> {
  if ((await kindOf(repository.gitDir, object)) === undefined) throw new Problem(422, 'Object does not exist')
}

function refuseProtected({ repository }: RepositoryCall, name: string, message: string): void {
  if (repository.protections.has(name.replace('refs/heads/', ''))) throw new Problem(422, message)
}

function viewRef({ world, repository }: RepositoryCall, ref: Ref): Record<string, unknown> {
  const kind = `${ref.kind}s`
  return {
    ref: ref.name,
    node_id: nodeId('Ref', ref.name),
    url: repositoryUrl(world, repository, `/git/${ref.name}`),
    object: {
      sha: ref.object,
      type: ref.kind,
      url: repositoryUrl(world, repository, `/git/${kind}/${ref.object}`),
    },
  }
}

const TAG =
  /^object (?<object>\w+)\ntype (?<type>\w+)\ntag (?<tag>.+)\ntagger (?<name>.*) <(?<email>.*)> (?<at>\d+) .*\n\n(?<message>[\s\S]*)$/

async function viewTag({ world, repository }: RepositoryCall, sha: string): Promise<Record<string, unknown>> {
  const text = await gitText(repository.gitDir, ['cat-file', 'tag', sha])
  const {
    object = '',
    type = '',
    tag = '',
    name = '',
    email = '',
    at = '',
    message = '',
  } = TAG.exec(text)?.groups ?? {}
  const signature = /^-----BEGIN (?:PGP|SSH) SIGNATURE-----[\s\S]*/m.exec(message)?.[0] ?? null
  return {
    node_id: nodeId('Tag', sha),
    sha,
    url: repositoryUrl(world, repository, `/git/tags/${sha}`),
    tag,
    message,
    tagger: viewSignature({ name, email, at: Number(at) * 1000 }),
    object: { sha: object, type, url: repositoryUrl(world, repository, `/git/${type}s/${object}`) },
    // Keys are not known here, so that no signature can be vouched for.
    verification: {
      verified: false,
      reason: signature === null ? 'unsigned' : 'unknown_key',
      signature,
      payload: signature === null ? null : text.slice(0, text.indexOf('-----BEGIN')),
      verified_at: null,
    },
  }
}
