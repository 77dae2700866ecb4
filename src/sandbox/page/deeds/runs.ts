import { z } from 'zod'
import { rerequestRun } from '../../github/actions/checks.ts'
import { startRun } from '../../github/actions/workflows.ts'
import { readRef } from '../../github/git/refs.ts'
import { Problem } from '../../github/http/problem.ts'
import { CONCLUSIONS, type Workflow, type WorkflowRun } from '../../github/state.ts'
import { accountNamed } from '../../github/world.ts'
import { type Deed, deed, type Turn } from './deed.ts'

const run = z.int()
const workflow = z.int()

/** What people do to workflows and checks; ending a run is what the machines do, and whoever plays them. */
export const RUN_DEEDS = {
  'end-run': deed({
    needs: 'write',
    takes: z.object({ run, conclusion: z.enum(CONCLUSIONS) }),
    does: async (turn, given) => {
      const one = runOf(turn, given.run)
      if (one.check.status === 'completed') throw new Problem(409, 'It has ended already.')
      await turn.scenery.github.runner().ends(one, given.conclusion)
    },
  }),
  rerun: deed({
    needs: 'write',
    takes: z.object({ run }),
    does: async (turn, given) => {
      const one = runOf(turn, given.run)
      if (one.check.status !== 'completed') throw new Problem(409, 'It is still running.')
      await turn.scenery.github.runner().reruns(one)
    },
  }),
  dispatch: deed({
    needs: 'write',
    takes: z.object({ workflow, ref: z.string() }),
    does: async (turn, given) => {
      const { world, repository } = turn.scenery.looking
      const ref =
        (await readRef(repository.gitDir, `refs/heads/${given.ref}`)) ??
        (await readRef(repository.gitDir, `refs/tags/${given.ref}`))
      const by = accountNamed(world, turn.me.login)
      if (!ref || !by) throw new Problem(422, `There is no branch or tag ${given.ref}.`)
      await startRun({ world, repository, by }, workflowOf(turn, given.workflow), {
        ...{ head: ref.commit, branch: given.ref },
        ...{ event: 'workflow_dispatch', inputs: {} },
      })
    },
  }),
  'workflow-ends': deed({
    needs: 'read',
    takes: z.object({ workflow, conclusion: z.enum(CONCLUSIONS).nullable() }),
    does: async (turn, given) => {
      const one = workflowOf(turn, given.workflow)
      turn.scenery.stage.ci.endsAs(one, given.conclusion)
    },
  }),
  'check-again': deed({
    needs: 'write',
    takes: z.object({ check: z.int() }),
    does: async ({ me, scenery }, given) => {
      const { world, repository } = scenery.looking
      const check = repository.checks.find(({ id }) => id === given.check)
      const by = accountNamed(world, me.login)
      if (!check || !by) throw new Problem(404, 'There is no such check.')
      rerequestRun({ world, repository, by }, check)
    },
  }),
} satisfies Readonly<Record<string, Deed>>

function runOf({ scenery }: Turn, id: number): WorkflowRun {
  const found = scenery.looking.repository.runs.find((one) => one.id === id)
  if (!found) throw new Problem(404, 'There is no such run.')
  return found
}

function workflowOf({ scenery }: Turn, id: number): Workflow {
  const found = scenery.looking.repository.workflows.find((one) => one.id === id)
  if (!found) throw new Problem(404, 'There is no such workflow.')
  return found
}
