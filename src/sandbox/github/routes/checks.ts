import { z } from 'zod'
import {
  addCheck,
  addStatus,
  branchAt,
  type CheckChange,
  changeCheck,
  rerequestRun,
  tellSuite,
} from '../actions/checks.ts'
import { type Answer, created, list, listUnder, ok } from '../http/answer.ts'
import { found, Problem } from '../http/problem.ts'
import {
  actorOf,
  input,
  numberParam,
  onRepository,
  param,
  type RepositoryCall,
  type Route,
  repositoryUrl,
} from '../http/route.ts'
import { type App, CHECK_STATES, type CheckRun, CONCLUSIONS, STATUS_STATES, type Status } from '../state.ts'
import { latestRuns, viewCheckRun, viewCheckSuite, viewStatus } from '../views/check.ts'
import { viewRepository } from '../views/repository.ts'
import { revision } from './commits.ts'
import { sceneOf } from './scene-of.ts'

const OUTPUT = z
  .object({ title: z.string(), summary: z.string().max(65_535), text: z.string().max(65_535).nullish() })
  .transform(({ title, summary, text = null }) => ({ title, summary, text }))
const CHANGE = z.object({
  name: z.string().optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  status: z.enum(CHECK_STATES).optional(),
  conclusion: z.enum(CONCLUSIONS).optional(),
  output: OUTPUT.optional(),
})
const NEW = CHANGE.extend({ name: z.string().min(1), head_sha: z.string() })
const STATUS = z.object({
  state: z.enum(STATUS_STATES),
  context: z.string().default('default'),
  description: z.string().nullish(),
  target_url: z.string().nullish(),
})
const needs = ['checks']

/** Check runs and suites, and their older sister, the commit status. */
export const CHECK_ROUTES: readonly Route[] = [
  onRepository({ call: 'checks/create', method: 'POST', path: '/check-runs', needs, answer: createRun }),
  onRepository({
    call: 'checks/get',
    method: 'GET',
    path: '/check-runs/{check_run_id}',
    needs,
    answer: (call) => ok(viewCheckRun(call.world, call.repository, runOf(call))),
  }),
  onRepository({
    call: 'checks/update',
    method: 'PATCH',
    path: '/check-runs/{check_run_id}',
    needs,
    answer: updateRun,
  }),
  onRepository({
    call: 'checks/rerequest-run',
    method: 'POST',
    path: '/check-runs/{check_run_id}/rerequest',
    needs,
    answer: (call) => {
      const run = runOf(call)
      if (call.caller.kind === 'installation' && run.suite.app.id !== appOf(call).id)
        throw new Problem(403, 'This check run does not belong to the authenticated GitHub App.')
      rerequestRun(sceneOf(call), run)
      return created({})
    },
  }),
  onRepository({
    call: 'checks/list-for-ref',
    method: 'GET',
    path: '/commits/{ref}/check-runs',
    needs,
    answer: listRuns,
  }),
  onRepository({
    call: 'checks/list-suites-for-ref',
    method: 'GET',
    path: '/commits/{ref}/check-suites',
    needs,
    answer: async (call) => {
      const sha = await revision(call, param(call, 'ref'))
      const suites = call.repository.suites.filter(({ head }) => head === sha)
      const views = suites.map((suite) => viewCheckSuite(call.world, call.repository, suite))
      return listUnder('check_suites', await Promise.all(views))
    },
  }),
  onRepository({
    call: 'checks/get-suite',
    method: 'GET',
    path: '/check-suites/{check_suite_id}',
    needs,
    answer: async (call) => ok(await viewCheckSuite(call.world, call.repository, suiteOf(call))),
  }),
  onRepository({
    call: 'checks/rerequest-suite',
    method: 'POST',
    path: '/check-suites/{check_suite_id}/rerequest',
    needs,
    answer: async (call) => {
      await tellSuite(sceneOf(call), suiteOf(call), 'rerequested')
      return created({})
    },
  }),
  onRepository({
    call: 'repos/create-commit-status',
    method: 'POST',
    path: '/statuses/{sha}',
    needs: ['statuses'],
    answer: createStatus,
  }),
  onRepository({
    call: 'repos/list-commit-statuses-for-ref',
    method: 'GET',
    path: '/commits/{ref}/statuses',
    needs: ['statuses'],
    answer: async (call) => {
      const statuses = await statusesAt(call)
      return list(statuses.reverse().map((status) => viewStatus(call.world, call.repository, status)))
    },
  }),
  onRepository({
    call: 'repos/get-combined-status-for-ref',
    method: 'GET',
    path: '/commits/{ref}/status',
    needs: ['statuses'],
    answer: combined,
  }),
]

async function createRun(call: RepositoryCall): Promise<Answer> {
  const { head_sha, name, ...rest } = input(call, NEW)
  const app = appOf(call)
  const head = await revision(call, head_sha)
  const scene = sceneOf(call)
  const change = changeFrom({ status: 'queued', ...rest })
  const run = await addCheck(scene, { app, head, branch: await branchAt(scene, head), name }, change)
  return created(viewCheckRun(call.world, call.repository, run))
}

async function updateRun(call: RepositoryCall): Promise<Answer> {
  const run = runOf(call)
  if (run.suite.app.id !== appOf(call).id)
    throw new Problem(
      403,
      'Invalid app_id `0` - check run can only be modified by the GitHub App that created it.',
    )
  await changeCheck(sceneOf(call), run, changeFrom(input(call, CHANGE)))
  return ok(viewCheckRun(call.world, call.repository, run))
}

function changeFrom(given: z.infer<typeof CHANGE>): CheckChange {
  const { details_url, external_id, status, conclusion, name, output } = given
  if (status === 'completed' && conclusion === undefined)
    throw new Problem(422, 'Invalid request.\n\nMissing conclusion')
  return { name, status, conclusion, output, externalId: external_id, detailsUrl: details_url }
}

/** Only Apps report checks. */
function appOf(call: RepositoryCall): App {
  const { app } = call.world.installed
  if (actorOf(call).id !== app.bot.id) throw new Problem(403, 'You must authenticate via a GitHub App.')
  return app
}

async function listRuns(call: RepositoryCall): Promise<Answer> {
  const { world, repository, query } = call
  const sha = await revision(call, param(call, 'ref'))
  const appId = query.get('app_id')
  const fits = (run: CheckRun) =>
    run.suite.head === sha &&
    (query.get('check_name') ?? run.name) === run.name &&
    (query.get('status') ?? run.status) === run.status &&
    (appId === null || Number(appId) === run.suite.app.id)
  const all = repository.checks.filter(fits)
  const runs = query.get('filter') === 'all' ? all : latestRuns(all)
  return listUnder(
    'check_runs',
    runs.map((run) => viewCheckRun(world, repository, run)),
  )
}

async function createStatus(call: RepositoryCall): Promise<Answer> {
  const { state, context, description = null, target_url: targetUrl = null } = input(call, STATUS)
  const commit = await revision(call, param(call, 'sha'))
  const status = await addStatus(sceneOf(call), { commit, state, context, description, targetUrl })
  return created(viewStatus(call.world, call.repository, status))
}

async function combined(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const sha = await revision(call, param(call, 'ref'))
  const latest = [...new Map((await statusesAt(call)).map((status) => [status.context, status])).values()]
  const states = latest.map(({ state }) => state)
  const bad = states.some((state) => state === 'failure' || state === 'error')
  const open = states.length === 0 || states.includes('pending')
  const state = bad ? 'failure' : undefined
  return ok({
    state: state ?? (open ? 'pending' : 'success'),
    statuses: latest.map((status) => viewStatus(world, repository, status)),
    sha,
    total_count: latest.length,
    repository: viewRepository(world, repository),
    commit_url: repositoryUrl(world, repository, `/commits/${sha}`),
    url: repositoryUrl(world, repository, `/commits/${sha}/status`),
  })
}

async function statusesAt(call: RepositoryCall): Promise<Status[]> {
  const sha = await revision(call, param(call, 'ref'))
  return call.repository.statuses.filter(({ commit }) => commit === sha)
}

function runOf(call: RepositoryCall): CheckRun {
  const id = numberParam(call, 'check_run_id')
  return found(call.repository.checks.find((run) => run.id === id))
}

function suiteOf(call: RepositoryCall): CheckRun['suite'] {
  const id = numberParam(call, 'check_suite_id')
  return found(call.repository.suites.find((suite) => suite.id === id))
}
