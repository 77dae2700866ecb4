import { z } from 'zod'
import { closeIssue, editIssue, reopenIssue } from '../actions/issues.ts'
import { MERGE_METHODS, mergePull } from '../actions/merging.ts'
import { changeBase, mergeabilityOf, openPull, review } from '../actions/pulls.ts'
import { changedFiles, distance, log } from '../git/commits.ts'
import { type Answer, created, done, list, ok } from '../http/answer.ts'
import { notFound } from '../http/problem.ts'
import { input, onRepository, type RepositoryCall, type Route } from '../http/route.ts'
import { viewCommit, viewFile } from '../views/commit.ts'
import { isPull, type PullIssue, viewFullPull, viewPull } from '../views/pull.ts'
import { viewReview } from '../views/review.ts'
import { pullOf, sceneOf } from './scene-of.ts'

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
const STATES = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const
const needs = ['pull_requests']
const one = '/pulls/{pull_number}'

/** Pull requests. */
export const PULL_ROUTES: readonly Route[] = [
  onRepository({ call: 'pulls/list', method: 'GET', path: '/pulls', needs, answer: listPulls }),
  onRepository({
    call: 'pulls/create',
    method: 'POST',
    path: '/pulls',
    needs,
    role: 'read',
    answer: createPull,
  }),
  onRepository({
    call: 'pulls/get',
    method: 'GET',
    path: one,
    needs,
    answer: async (call) => ok(await viewOne(call, pullOf(call))),
  }),
  onRepository({ call: 'pulls/update', method: 'PATCH', path: one, needs, answer: updatePull }),
  onRepository({
    call: 'pulls/check-if-merged',
    method: 'GET',
    path: `${one}/merge`,
    needs,
    answer: (call) => {
      if (!pullOf(call).pull.merged) throw notFound()
      return done()
    },
  }),
  onRepository({
    call: 'pulls/merge',
    method: 'PUT',
    path: `${one}/merge`,
    needs: ['contents'],
    answer: merge,
  }),
  onRepository({ call: 'pulls/list-files', method: 'GET', path: `${one}/files`, needs, answer: listFiles }),
  onRepository({
    call: 'pulls/list-commits',
    method: 'GET',
    path: `${one}/commits`,
    needs,
    answer: async (call) => {
      const { world, repository } = call
      const { base, head } = pullOf(call).pull
      const commits = await log(repository.gitDir, ['--reverse', '--topo-order', `${base}..${head}`])
      return list(commits.map((commit) => viewCommit(world, repository, commit)))
    },
  }),
  onRepository({
    call: 'pulls/list-reviews',
    method: 'GET',
    path: `${one}/reviews`,
    needs,
    answer: (call) => {
      const issue = pullOf(call)
      const { world, repository } = call
      return list(issue.pull.reviews.map((each) => viewReview(world, repository, { issue, review: each })))
    },
  }),
  onRepository({
    call: 'pulls/create-review',
    method: 'POST',
    path: `${one}/reviews`,
    needs,
    role: 'read',
    answer: (call) => {
      const issue = pullOf(call)
      const { body, event } = input(call, REVIEW)
      const made = review(sceneOf(call), issue, { state: STATES[event], body })
      return ok(viewReview(call.world, call.repository, { issue, review: made }))
    },
  }),
]

function listPulls({ world, repository, query }: RepositoryCall): Answer {
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
  return list(
    found.sort((a, b) => order * (a.number - b.number)).map((issue) => viewPull(world, repository, issue)),
  )
}

async function createPull(call: RepositoryCall): Promise<Answer> {
  const { body = null, ...wish } = input(call, NEW)
  const issue = await openPull(sceneOf(call), { ...wish, body })
  // GitHub works mergeability out later, and says null until then.
  const merge = { mergeable: null, state: 'unknown' } as const
  return created(await viewFullPull(call.world, call.repository, { issue, merge }))
}

async function updatePull(call: RepositoryCall): Promise<Answer> {
  const { title, body, state, base } = input(call, CHANGE)
  const scene = sceneOf(call)
  const issue = pullOf(call)
  await editIssue(scene, issue, {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
  })
  if (base !== undefined) await changeBase(scene, issue, base)
  if (state === 'closed') await closeIssue(scene, issue)
  if (state === 'open') await reopenIssue(scene, issue)
  return ok(await viewOne(call, issue))
}

async function merge(call: RepositoryCall): Promise<Answer> {
  const { commit_title, commit_message, sha, merge_method } = input(call, MERGE)
  const wish = { method: merge_method, head: sha, title: commit_title, message: commit_message }
  const merged = await mergePull(sceneOf(call), pullOf(call), wish)
  return ok({ sha: merged, merged: true, message: 'Pull Request successfully merged' })
}

async function listFiles(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const { base, head } = pullOf(call).pull
  const apart = await distance(repository.gitDir, base, head)
  const files = await changedFiles(repository.gitDir, apart?.mergeBase ?? base, head)
  return list(files.map((file) => viewFile(world, repository, { file, commit: head })))
}

async function viewOne(
  { world, repository }: RepositoryCall,
  issue: PullIssue,
): Promise<Record<string, unknown>> {
  return viewFullPull(world, repository, { issue, merge: await mergeabilityOf(repository, issue) })
}
