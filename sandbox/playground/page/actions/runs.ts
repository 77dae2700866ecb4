import { z } from 'zod'
import { rerequestRun } from '../../../github/actions/checks.ts'
import { startRun } from '../../../github/actions/workflows.ts'
import { readRef } from '../../../github/git/refs.ts'
import { ApiProblem } from '../../../github/http/problem.ts'
import { CHECK_CONCLUSIONS, type Workflow, type WorkflowRunState } from '../../../github/state.ts'
import { findAccount } from '../../../github/world.ts'
import { type ActionCall, defineAction, type PageAction } from './action.ts'

const run = z.int()
const workflow = z.int()

/** What people do to workflows and checks; ending a run is what the machines do, and whoever plays them. */
export const RUN_ACTIONS = {
  'end-run': defineAction({
    needs: 'write',
    takes: z.object({ run, conclusion: z.enum(CHECK_CONCLUSIONS) }),
    run: async (call, given) => {
      const one = runOf(call, given.run)
      if (one.check.status === 'completed') throw new ApiProblem(409, 'It has ended already.')
      await call.context.github.runner().ends(one, given.conclusion)
    },
  }),
  rerun: defineAction({
    needs: 'write',
    takes: z.object({ run }),
    run: async (call, given) => {
      const one = runOf(call, given.run)
      if (one.check.status !== 'completed') throw new ApiProblem(409, 'It is still running.')
      await call.context.github.runner().reruns(one)
    },
  }),
  dispatch: defineAction({
    needs: 'write',
    takes: z.object({ workflow, ref: z.string() }),
    run: async (call, given) => {
      const { world, repository } = call.context.looking
      const ref =
        (await readRef(repository.gitDir, `refs/heads/${given.ref}`)) ??
        (await readRef(repository.gitDir, `refs/tags/${given.ref}`))
      const by = findAccount(world, call.me.login)
      if (!ref || !by) throw new ApiProblem(422, `There is no branch or tag ${given.ref}.`)
      await startRun({ world, repository, by }, requireWorkflow(call, given.workflow), {
        ...{ head: ref.commit, branch: given.ref },
        ...{ event: 'workflow_dispatch', inputs: {} },
      })
    },
  }),
  'workflow-ends': defineAction({
    needs: 'read',
    takes: z.object({ workflow, conclusion: z.enum(CHECK_CONCLUSIONS).nullable() }),
    run: async (call, given) => {
      const one = requireWorkflow(call, given.workflow)
      call.context.stage.ci.endsAs(one, given.conclusion)
    },
  }),
  'check-again': defineAction({
    needs: 'write',
    takes: z.object({ check: z.int() }),
    run: async ({ me, context }, given) => {
      const { world, repository } = context.looking
      const check = repository.checks.find(({ id }) => id === given.check)
      const by = findAccount(world, me.login)
      if (!check || !by) throw new ApiProblem(404, 'There is no such check.')
      rerequestRun({ world, repository, by }, check)
    },
  }),
} satisfies Readonly<Record<string, PageAction>>

function runOf({ context }: ActionCall, id: number): WorkflowRunState {
  const found = context.looking.repository.runs.find((one) => one.id === id)
  if (!found) throw new ApiProblem(404, 'There is no such run.')
  return found
}

function requireWorkflow({ context }: ActionCall, id: number): Workflow {
  const found = context.looking.repository.workflows.find((one) => one.id === id)
  if (!found) throw new ApiProblem(404, 'There is no such workflow.')
  return found
}
