import { z } from 'zod'
import { listActivity, type RefActivity } from '../actions/ref-activity.ts'
import { changeRef } from '../actions/references.ts'
import {
  isGoodName,
  isSandboxAncestor,
  listRefs,
  NO_OBJECT,
  type Ref,
  readKind,
  readRef,
} from '../git/refs.ts'
import { createSignatureEnv, runSandboxGitText } from '../git/run.ts'
import { replyCreated, replyDone, replyList, replyOk } from '../http/answer.ts'
import { ApiProblem, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getParam,
  getRepositoryUrl,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import { viewAccount } from '../views/account.ts'
import { viewSignature } from '../views/commit.ts'
import { createNodeId, toIsoTime } from '../world.ts'
import { createActionContext } from './scene-of.ts'

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

/** Branches and tags as git's own refs, and who moved them. */
export const REFERENCE_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'repos/list-activities',
    method: 'GET',
    path: '/activity',
    needs,
    answer: (call) => {
      const ref = call.query.get('ref')
      const wanted = listActivity(call.repository).filter((one) => ref === null || one.ref === ref)
      return replyList(wanted.reverse().map((one) => viewActivity(call, one)))
    },
  }),
  createRepositoryRoute({
    call: 'git/get-ref',
    method: 'GET',
    path: '/git/ref/{ref}',
    needs,
    answer: async (call) => replyOk(viewRef(call, await findRef(call))),
  }),
  createRepositoryRoute({
    call: 'git/list-matching-refs',
    method: 'GET',
    path: '/git/matching-refs/{ref}',
    needs,
    answer: async (call) => {
      const refs = await listRefs(call.repository.gitDir, 'refs/')
      const start = `refs/${getParam(call, 'ref')}`
      return replyList(refs.filter(({ name }) => name.startsWith(start)).map((ref) => viewRef(call, ref)))
    },
  }),
  createRepositoryRoute({
    call: 'git/create-ref',
    method: 'POST',
    path: '/git/refs',
    needs,
    answer: createRef,
  }),
  createRepositoryRoute({
    call: 'git/update-ref',
    method: 'PATCH',
    path: '/git/refs/{ref}',
    needs,
    answer: updateRef,
  }),
  createRepositoryRoute({
    call: 'git/delete-ref',
    method: 'DELETE',
    path: '/git/refs/{ref}',
    needs,
    answer: deleteRef,
  }),
  createRepositoryRoute({
    call: 'git/get-tag',
    method: 'GET',
    path: '/git/tags/{tag_sha}',
    needs,
    answer: getTag,
  }),
  createRepositoryRoute({
    call: 'git/create-tag',
    method: 'POST',
    path: '/git/tags',
    needs,
    answer: createTag,
  }),
]

async function createRef(call: RepositoryCall) {
  const { ref: name, sha: to } = parseInput(call, NEW_REF)
  const { gitDir } = call.repository
  if (!/^refs\/[^/]+\/.+/.test(name) || !(await isGoodName(gitDir, name))) {
    throw new ApiProblem(422, `${name} is not a valid ref name`)
  }
  await refuseMissing(call, to)
  if (!(await changeRef(createActionContext(call), { name, from: NO_OBJECT, to }))) {
    throw new ApiProblem(422, 'Reference already exists')
  }
  return replyCreated(viewRef(call, requireFound(await readRef(gitDir, name))))
}

async function updateRef(call: RepositoryCall) {
  const { sha: to, force } = parseInput(call, MOVED_REF)
  const { gitDir } = call.repository
  const { name, object: from } = await findRef(call, 'Reference does not exist')
  await refuseMissing(call, to)
  if (!(await isSandboxAncestor(gitDir, from, to))) {
    if (!force) throw new ApiProblem(422, 'Update is not a fast forward')
    refuseProtected(call, name, 'Cannot force-push to this protected branch')
  }
  if (!(await changeRef(createActionContext(call), { name, from, to })))
    throw new ApiProblem(409, 'Reference cannot be updated')
  return replyOk(viewRef(call, requireFound(await readRef(gitDir, name))))
}

async function deleteRef(call: RepositoryCall) {
  const { name, object } = await findRef(call, 'Reference does not exist')
  refuseProtected(call, name, 'Cannot delete this protected branch')
  if (name === `refs/heads/${call.repository.defaultBranch}`) {
    throw new ApiProblem(422, 'Cannot delete the default branch')
  }
  const gone = await changeRef(createActionContext(call), { name, from: object, to: NO_OBJECT })
  if (!gone) throw new ApiProblem(409, 'Reference cannot be updated')
  return replyDone()
}

/** The tag object only; a ref makes it a tag. */
async function createTag(call: RepositoryCall) {
  const { tag, message, object, type, tagger } = parseInput(call, NEW_TAG)
  const { world, repository } = call
  if ((await readKind(repository.gitDir, object)) !== type) throw new ApiProblem(422, 'Object does not exist')
  const { by } = createActionContext(call)
  const at = tagger?.date === undefined ? world.now() : Date.parse(tagger.date)
  const { name, email } = tagger ?? by
  const text = `object ${object}\ntype ${type}\ntag ${tag}\ntagger ${name} <${email}> ${Math.floor(at / 1000)} +0000\n\n${message}\n`
  const env = createSignatureEnv({ name, email, at }, { name, email, at })
  const sha = await runSandboxGitText(repository.gitDir, ['mktag'], { input: text, env })
  return replyCreated(await viewTag(call, sha))
}

async function getTag(call: RepositoryCall) {
  const sha = getParam(call, 'tag_sha')
  if ((await readKind(call.repository.gitDir, sha)) !== 'tag') throw new ApiProblem(404, 'Not Found')
  return replyOk(await viewTag(call, sha))
}

async function findRef(call: RepositoryCall, otherwise = 'Not Found'): Promise<Ref> {
  const ref = await readRef(call.repository.gitDir, `refs/${getParam(call, 'ref')}`)
  if (!ref) throw new ApiProblem(otherwise === 'Not Found' ? 404 : 422, otherwise)
  return ref
}

async function refuseMissing({ repository }: RepositoryCall, object: string): Promise<void> {
  if ((await readKind(repository.gitDir, object)) === undefined)
    throw new ApiProblem(422, 'Object does not exist')
}

function refuseProtected({ repository }: RepositoryCall, name: string, message: string): void {
  if (repository.protections.has(name.replace('refs/heads/', ''))) throw new ApiProblem(422, message)
}

function viewRef({ world, repository }: RepositoryCall, ref: Ref): Record<string, unknown> {
  const kind = `${ref.kind}s`
  return {
    ref: ref.name,
    node_id: createNodeId('Ref', ref.name),
    url: getRepositoryUrl(world, repository, `/git/${ref.name}`),
    object: {
      sha: ref.object,
      type: ref.kind,
      url: getRepositoryUrl(world, repository, `/git/${kind}/${ref.object}`),
    },
  }
}

const TAG =
  /^object (?<object>\w+)\ntype (?<type>\w+)\ntag (?<tag>.+)\ntagger (?<name>.*) <(?<email>.*)> (?<at>\d+) .*\n\n(?<message>[\s\S]*)$/

async function viewTag({ world, repository }: RepositoryCall, sha: string): Promise<Record<string, unknown>> {
  const text = await runSandboxGitText(repository.gitDir, ['cat-file', 'tag', sha])
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
    node_id: createNodeId('Tag', sha),
    sha,
    url: getRepositoryUrl(world, repository, `/git/tags/${sha}`),
    tag,
    message,
    tagger: viewSignature({ name, email, at: Number(at) * 1000 }),
    object: { sha: object, type, url: getRepositoryUrl(world, repository, `/git/${type}s/${object}`) },
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

function viewActivity({ world }: RepositoryCall, one: RefActivity): Record<string, unknown> {
  const { id, ref, before, after, type, by, at } = one
  return {
    ...{ id, node_id: createNodeId('Push', id), before, after, ref },
    timestamp: toIsoTime(at),
    activity_type: type,
    actor: viewAccount(world, by),
  }
}
