import { z } from 'zod'
import {
  addCheck,
  addStatus,
  announceSuite,
  type CheckChange,
  changeCheck,
  findBranchAt,
  rerequestRun,
} from '../actions/checks.ts'
import { type ApiAnswer, replyCreated, replyList, replyListUnder, replyOk } from '../http/answer.ts'
import { ApiProblem, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getActor,
  getNumberParam,
  getParam,
  getRepositoryUrl,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import {
  type App,
  CHECK_CONCLUSIONS,
  CHECK_STATES,
  type CheckRunState,
  STATUS_STATES,
  type Status,
} from '../state.ts'
import { listLatestRuns, viewCheckRun, viewCheckSuite, viewStatus } from '../views/check.ts'
import { viewRepository } from '../views/repository.ts'
import { resolveRevision } from './commits.ts'
import { createActionContext } from './scene-of.ts'

const OUTPUT = z
  .object({ title: z.string(), summary: z.string().max(65_535), text: z.string().max(65_535).nullish() })
  .transform(({ title, summary, text = null }) => ({ title, summary, text }))
const CHANGE = z.object({
  name: z.string().optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  status: z.enum(CHECK_STATES).optional(),
  conclusion: z.enum(CHECK_CONCLUSIONS).optional(),
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
export const CHECK_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'checks/create',
    method: 'POST',
    path: '/check-runs',
    needs,
    answer: createRun,
  }),
  createRepositoryRoute({
    call: 'checks/get',
    method: 'GET',
    path: '/check-runs/{check_run_id}',
    needs,
    answer: (call) => replyOk(viewCheckRun(call.world, call.repository, runOf(call))),
  }),
  createRepositoryRoute({
    call: 'checks/update',
    method: 'PATCH',
    path: '/check-runs/{check_run_id}',
    needs,
    answer: updateRun,
  }),
  createRepositoryRoute({
    call: 'checks/rerequest-run',
    method: 'POST',
    path: '/check-runs/{check_run_id}/rerequest',
    needs,
    answer: (call) => {
      const run = runOf(call)
      if (call.caller.kind === 'installation' && run.suite.app.id !== requireCallerApp(call).id)
        throw new ApiProblem(403, 'This check run does not belong to the authenticated GitHub App.')
      rerequestRun(createActionContext(call), run)
      return replyCreated({})
    },
  }),
  createRepositoryRoute({
    call: 'checks/list-for-ref',
    method: 'GET',
    path: '/commits/{ref}/check-runs',
    needs,
    answer: listRuns,
  }),
  createRepositoryRoute({
    call: 'checks/list-suites-for-ref',
    method: 'GET',
    path: '/commits/{ref}/check-suites',
    needs,
    answer: async (call) => {
      const sha = await resolveRevision(call, getParam(call, 'ref'))
      const suites = call.repository.suites.filter(({ head }) => head === sha)
      const views = suites.map((suite) => viewCheckSuite(call.world, call.repository, suite))
      return replyListUnder('check_suites', await Promise.all(views))
    },
  }),
  createRepositoryRoute({
    call: 'checks/get-suite',
    method: 'GET',
    path: '/check-suites/{check_suite_id}',
    needs,
    answer: async (call) => replyOk(await viewCheckSuite(call.world, call.repository, findSuite(call))),
  }),
  createRepositoryRoute({
    call: 'checks/rerequest-suite',
    method: 'POST',
    path: '/check-suites/{check_suite_id}/rerequest',
    needs,
    answer: async (call) => {
      await announceSuite(createActionContext(call), findSuite(call), 'rerequested')
      return replyCreated({})
    },
  }),
  createRepositoryRoute({
    call: 'repos/create-commit-status',
    method: 'POST',
    path: '/statuses/{sha}',
    needs: ['statuses'],
    answer: createStatus,
  }),
  createRepositoryRoute({
    call: 'repos/list-commit-statuses-for-ref',
    method: 'GET',
    path: '/commits/{ref}/statuses',
    needs: ['statuses'],
    answer: async (call) => {
      const statuses = await listStatusesAt(call)
      return replyList(statuses.reverse().map((status) => viewStatus(call.world, call.repository, status)))
    },
  }),
  createRepositoryRoute({
    call: 'repos/get-combined-status-for-ref',
    method: 'GET',
    path: '/commits/{ref}/status',
    needs: ['statuses'],
    answer: replyCombinedStatus,
  }),
]

async function createRun(call: RepositoryCall): Promise<ApiAnswer> {
  const { head_sha, name, ...rest } = parseInput(call, NEW)
  const app = requireCallerApp(call)
  const head = await resolveRevision(call, head_sha)
  const scope = createActionContext(call)
  const change = parseCheckChange({ status: 'queued', ...rest })
  const run = await addCheck(scope, { app, head, branch: await findBranchAt(scope, head), name }, change)
  return replyCreated(viewCheckRun(call.world, call.repository, run))
}

async function updateRun(call: RepositoryCall): Promise<ApiAnswer> {
  const run = runOf(call)
  if (run.suite.app.id !== requireCallerApp(call).id)
    throw new ApiProblem(
      403,
      'Invalid app_id `0` - check run can only be modified by the GitHub App that created it.',
    )
  await changeCheck(createActionContext(call), run, parseCheckChange(parseInput(call, CHANGE)))
  return replyOk(viewCheckRun(call.world, call.repository, run))
}

function parseCheckChange(given: z.infer<typeof CHANGE>): CheckChange {
  const { details_url, external_id, status, conclusion, name, output } = given
  if (status === 'completed' && conclusion === undefined)
    throw new ApiProblem(422, 'Invalid request.\n\nMissing conclusion')
  return { name, status, conclusion, output, externalId: external_id, detailsUrl: details_url }
}

/** Only Apps report checks. */
function requireCallerApp(call: RepositoryCall): App {
  const { app } = call.world.installed
  if (getActor(call).id !== app.bot.id) throw new ApiProblem(403, 'You must authenticate via a GitHub App.')
  return app
}

async function listRuns(call: RepositoryCall): Promise<ApiAnswer> {
  const { world, repository, query } = call
  const sha = await resolveRevision(call, getParam(call, 'ref'))
  const appId = query.get('app_id')
  const matchesQuery = (run: CheckRunState) =>
    run.suite.head === sha &&
    (query.get('check_name') ?? run.name) === run.name &&
    (query.get('status') ?? run.status) === run.status &&
    (appId === null || Number(appId) === run.suite.app.id)
  const all = repository.checks.filter(matchesQuery)
  const runs = query.get('filter') === 'all' ? all : listLatestRuns(all)
  return replyListUnder(
    'check_runs',
    runs.map((run) => viewCheckRun(world, repository, run)),
  )
}

async function createStatus(call: RepositoryCall): Promise<ApiAnswer> {
  const { state, context, description = null, target_url: targetUrl = null } = parseInput(call, STATUS)
  const commit = await resolveRevision(call, getParam(call, 'sha'))
  const status = await addStatus(createActionContext(call), {
    commit,
    state,
    context,
    description,
    targetUrl,
  })
  return replyCreated(viewStatus(call.world, call.repository, status))
}

async function replyCombinedStatus(call: RepositoryCall): Promise<ApiAnswer> {
  const { world, repository } = call
  const sha = await resolveRevision(call, getParam(call, 'ref'))
  const latest = [...new Map((await listStatusesAt(call)).map((status) => [status.context, status])).values()]
  const states = latest.map(({ state }) => state)
  const bad = states.some((state) => state === 'failure' || state === 'error')
  const open = states.length === 0 || states.includes('pending')
  const state = bad ? 'failure' : undefined
  return replyOk({
    state: state ?? (open ? 'pending' : 'success'),
    statuses: latest.map((status) => viewStatus(world, repository, status)),
    sha,
    total_count: latest.length,
    repository: viewRepository(world, repository),
    commit_url: getRepositoryUrl(world, repository, `/commits/${sha}`),
    url: getRepositoryUrl(world, repository, `/commits/${sha}/status`),
  })
}

async function listStatusesAt(call: RepositoryCall): Promise<Status[]> {
  const sha = await resolveRevision(call, getParam(call, 'ref'))
  return call.repository.statuses.filter(({ commit }) => commit === sha)
}

function runOf(call: RepositoryCall): CheckRunState {
  const id = getNumberParam(call, 'check_run_id')
  return requireFound(call.repository.checks.find((run) => run.id === id))
}

function findSuite(call: RepositoryCall): CheckRunState['suite'] {
  const id = getNumberParam(call, 'check_suite_id')
  return requireFound(call.repository.suites.find((suite) => suite.id === id))
}
