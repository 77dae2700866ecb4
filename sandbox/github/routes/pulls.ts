import { z } from 'zod'
import { closeIssue, editIssue, reopenIssue } from '../actions/issues.ts'
import { MERGE_METHODS, mergePull } from '../actions/merging.ts'
import { changeBase, checkMergeability, openPull, reviewPull } from '../actions/pulls.ts'
import { listChangedFiles, log, measureDistance } from '../git/commits.ts'
import { type ApiAnswer, replyCreated, replyDone, replyList, replyOk } from '../http/answer.ts'
import { createInvalid, createNotFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getRole,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import { viewCommit, viewFile } from '../views/commit.ts'
import { isPull, type PullIssue, viewFullPull, viewPull } from '../views/pull.ts'
import { viewReview } from '../views/review.ts'
import { findAccount } from '../world.ts'
import { createActionContext, findCallPull } from './scene-of.ts'

const NEW = z.object({
  title: z.string(),
  body: z.string().nullish(),
  head: z.string(),
  base: z.string(),
  draft: z.boolean().default(false),
})
const CHANGE = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  base: z.string().optional(),
})
const MERGE = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(MERGE_METHODS).default('merge'),
})
const REVIEW = z.object({
  body: z.string().default(''),
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']).default('COMMENT'),
})
const REVIEWERS = z.object({ reviewers: z.array(z.string()).default([]) })
const STATES = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const
const needs = ['pull_requests']
const one = '/pulls/{pull_number}'

/** Pull requests. */
export const PULL_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({ call: 'pulls/list', method: 'GET', path: '/pulls', needs, answer: listPulls }),
  createRepositoryRoute({
    call: 'pulls/create',
    method: 'POST',
    path: '/pulls',
    needs,
    role: 'read',
    answer: createPull,
  }),
  createRepositoryRoute({
    call: 'pulls/get',
    method: 'GET',
    path: one,
    needs,
    answer: async (call) => replyOk(await viewOne(call, findCallPull(call))),
  }),
  createRepositoryRoute({ call: 'pulls/update', method: 'PATCH', path: one, needs, answer: updatePull }),
  createRepositoryRoute({
    call: 'pulls/check-if-merged',
    method: 'GET',
    path: `${one}/merge`,
    needs,
    answer: (call) => {
      if (!findCallPull(call).pull.merged) throw createNotFound()
      return replyDone()
    },
  }),
  createRepositoryRoute({
    call: 'pulls/merge',
    method: 'PUT',
    path: `${one}/merge`,
    needs: ['contents'],
    answer: merge,
  }),
  createRepositoryRoute({
    call: 'pulls/list-files',
    method: 'GET',
    path: `${one}/files`,
    needs,
    answer: listFiles,
  }),
  createRepositoryRoute({
    call: 'pulls/list-commits',
    method: 'GET',
    path: `${one}/commits`,
    needs,
    answer: async (call) => {
      const { world, repository } = call
      const { base, head } = findCallPull(call).pull
      const commits = await log(repository.gitDir, ['--reverse', '--topo-order', `${base}..${head}`])
      return replyList(commits.map((commit) => viewCommit(world, repository, commit)))
    },
  }),
  createRepositoryRoute({
    call: 'pulls/list-reviews',
    method: 'GET',
    path: `${one}/reviews`,
    needs,
    answer: (call) => {
      const issue = findCallPull(call)
      const { world, repository } = call
      return replyList(
        issue.pull.reviews.map((each) => viewReview(world, repository, { issue, review: each })),
      )
    },
  }),
  createRepositoryRoute({
    call: 'pulls/request-reviewers',
    method: 'POST',
    path: `${one}/requested_reviewers`,
    needs,
    answer: requestReviewers,
  }),
  createRepositoryRoute({
    call: 'pulls/create-review',
    method: 'POST',
    path: `${one}/reviews`,
    needs,
    role: 'read',
    answer: (call) => {
      const issue = findCallPull(call)
      const { body, event } = parseInput(call, REVIEW)
      const made = reviewPull(createActionContext(call), issue, { state: STATES[event], body })
      return replyOk(viewReview(call.world, call.repository, { issue, review: made }))
    },
  }),
]

function listPulls({ world, repository, query }: RepositoryCall): ApiAnswer {
  const state = query.get('state') ?? 'open'
  const head = query.get('head')?.replace(/^[^:]+:/, '')
  const base = query.get('base')
  const found = repository.issues
    .filter(isPull)
    .filter(({ closed }) => state === 'all' || state === (closed ? 'closed' : 'open'))
    .filter(
      ({ pull }) =>
        (head ?? pull.headBranch) === pull.headBranch && (base ?? pull.baseBranch) === pull.baseBranch,
    )
  const order = query.get('direction') === 'asc' ? 1 : -1
  return replyList(
    found.sort((a, b) => order * (a.number - b.number)).map((issue) => viewPull(world, repository, issue)),
  )
}

/** GitHub asks collaborators alone, and nobody where one of the names isn't one. */
function requestReviewers(call: RepositoryCall): ApiAnswer {
  const { world, repository } = call
  const issue = findCallPull(call)
  const asked = parseInput(call, REVIEWERS).reviewers.map((login) => findAccount(world, login))
  const collaborators = asked.flatMap((one) => (one && getRole(repository, one) !== 'none' ? [one] : []))
  if (collaborators.length < asked.length)
    throw createInvalid({ resource: 'PullRequest', field: 'reviewers', code: 'invalid' })
  issue.pull.requested = [...new Set([...(issue.pull.requested ?? []), ...collaborators])]
  return replyCreated(viewPull(world, repository, issue))
}

async function createPull(call: RepositoryCall): Promise<ApiAnswer> {
  const { body = null, ...wish } = parseInput(call, NEW)
  const issue = await openPull(createActionContext(call), { ...wish, body })
  // GitHub works mergeability out later, and says null until then.
  const merge = { mergeable: null, state: 'unknown' } as const
  return replyCreated(await viewFullPull(call.world, call.repository, { issue, merge }))
}

async function updatePull(call: RepositoryCall): Promise<ApiAnswer> {
  const { title, body, state, base } = parseInput(call, CHANGE)
  const scope = createActionContext(call)
  const issue = findCallPull(call)
  await editIssue(scope, issue, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
  })
  if (base !== undefined) await changeBase(scope, issue, base)
  if (state === 'closed') await closeIssue(scope, issue)
  if (state === 'open') await reopenIssue(scope, issue)
  return replyOk(await viewOne(call, issue))
}

async function merge(call: RepositoryCall): Promise<ApiAnswer> {
  const { commit_title, commit_message, sha, merge_method } = parseInput(call, MERGE)
  const wish = { method: merge_method, head: sha, title: commit_title, message: commit_message }
  const merged = await mergePull(createActionContext(call), findCallPull(call), wish)
  return replyOk({ sha: merged, merged: true, message: 'Pull Request successfully merged' })
}

async function listFiles(call: RepositoryCall): Promise<ApiAnswer> {
  const { world, repository } = call
  const { base, head } = findCallPull(call).pull
  const apart = await measureDistance(repository.gitDir, base, head)
  const files = await listChangedFiles(repository.gitDir, apart?.mergeBase ?? base, head)
  return replyList(files.map((file) => viewFile(world, repository, { file, commit: head })))
}

async function viewOne(
  { world, repository }: RepositoryCall,
  issue: PullIssue,
): Promise<Record<string, unknown>> {
  return viewFullPull(world, repository, { issue, merge: await checkMergeability(repository, issue) })
}
