import { z } from 'zod'
import { addDeploymentStatus, createDeployment } from '../actions/deployments.ts'
import { readRef } from '../git/refs.ts'
import { type ApiAnswer, replyCreated, replyList } from '../http/answer.ts'
import { ApiProblem, requireFound } from '../http/problem.ts'
import {
  type ApiRoute,
  createRepositoryRoute,
  getNumberParam,
  parseInput,
  type RepositoryCall,
} from '../http/route.ts'
import { DEPLOYMENT_STATES, type DeploymentRecord } from '../records/deployment-state.ts'
import { viewDeployment, viewDeploymentStatus } from '../views/deployment.ts'
import { createActionContext } from './scene-of.ts'

const CREATED = z.object({
  ref: z.string(),
  task: z.string().default('deploy'),
  payload: z.union([z.string(), z.record(z.string(), z.unknown())]).default(''),
  environment: z.string().default('production'),
  description: z.string().max(140).nullish(),
  production_environment: z.boolean().optional(),
})
const STATUS = z.object({
  state: z.enum(DEPLOYMENT_STATES),
  description: z.string().max(140).default(''),
  log_url: z.string().default(''),
})
const needs = ['deployments']

/** GitHub's deployments, which deploy nothing themselves. */
export const DEPLOYMENT_ROUTES: readonly ApiRoute[] = [
  createRepositoryRoute({
    call: 'repos/list-deployments',
    method: 'GET',
    path: '/deployments',
    needs,
    answer: listDeployments,
  }),
  createRepositoryRoute({
    call: 'repos/create-deployment',
    method: 'POST',
    path: '/deployments',
    needs,
    answer: create,
  }),
  createRepositoryRoute({
    call: 'repos/list-deployment-statuses',
    method: 'GET',
    path: '/deployments/{deployment_id}/statuses',
    needs,
    answer: (call) => {
      const deployment = findDeployment(call)
      const newestFirst = deployment.statuses.toReversed()
      return replyList(
        newestFirst.map((status) =>
          viewDeploymentStatus(call.world, call.repository, { deployment, status }),
        ),
      )
    },
  }),
  createRepositoryRoute({
    call: 'repos/create-deployment-status',
    method: 'POST',
    path: '/deployments/{deployment_id}/statuses',
    needs,
    answer: (call) => {
      const deployment = findDeployment(call)
      const { state, description, log_url: logUrl } = parseInput(call, STATUS)
      const status = addDeploymentStatus(createActionContext(call), deployment, {
        state,
        description,
        logUrl,
      })
      return replyCreated(viewDeploymentStatus(call.world, call.repository, { deployment, status }))
    },
  }),
]

function listDeployments({ world, repository, query }: RepositoryCall): ApiAnswer {
  const [environment, task, ref, sha] = ['environment', 'task', 'ref', 'sha'].map((name) => query.get(name))
  const found = world.deployments.filter(
    (one) =>
      one.repository === repository &&
      (environment ?? one.environment) === one.environment &&
      (task ?? one.task) === one.task &&
      (ref ?? one.ref) === one.ref &&
      (sha ?? one.sha) === one.sha,
  )
  return replyList(found.toReversed().map((one) => viewDeployment(world, repository, one)))
}

async function create(call: RepositoryCall): Promise<ApiAnswer> {
  const { ref, task, payload, environment, description, production_environment } = parseInput(call, CREATED)
  const { gitDir } = call.repository
  const name = ref.replace(/^refs\/(heads|tags)\//, '')
  const target = (await readRef(gitDir, `refs/heads/${name}`)) ?? (await readRef(gitDir, `refs/tags/${name}`))
  if (!target) throw new ApiProblem(422, `No ref found for: ${ref}`)
  const deployment = createDeployment(createActionContext(call), {
    ...{ ref: name, sha: target.commit, task, environment, payload, description: description ?? '' },
    isProduction: production_environment ?? environment === 'production',
  })
  return replyCreated(viewDeployment(call.world, call.repository, deployment))
}

function findDeployment(call: RepositoryCall): DeploymentRecord {
  const id = getNumberParam(call, 'deployment_id')
  return requireFound(
    call.world.deployments.find((one) => one.repository === call.repository && one.id === id),
  )
}
