import { z } from 'zod'
import { MERGE_METHODS } from '../../../github/actions/merging.ts'
import { isGoodName } from '../../../github/git/refs.ts'
import { ApiProblem } from '../../../github/http/problem.ts'
import { defineAction, type PageAction, requirePull } from './action.ts'

const number = z.int()
const branch = z.string().trim().min(1, 'Which branch?').max(200)

/** What people do to branches and pull requests. */
export const PULL_ACTIONS = {
  push: defineAction({
    needs: 'write',
    takes: z.object({
      branch,
      from: z.string().optional(),
      message: z.string().trim().min(1, 'It needs a message.'),
      path: z.string().regex(/^(?!\/|\.git(\/|$))(?!.*(^|\/)\.\.?(\/|$))[^\0]+$/, "That isn't a path."),
      text: z.string().max(200_000),
    }),
    run: async ({ me, context }, { path, text, from, ...given }) => {
      const { gitDir } = context.looking.repository
      if (!(await isGoodName(gitDir, `refs/heads/${given.branch}`)))
        throw new ApiProblem(422, `${given.branch} isn't the name of a branch.`)
      await me.pushes({ ...given, ...(from ? { from } : {}), files: { [path]: text } })
    },
  }),
  'open-pull': defineAction({
    needs: 'write',
    takes: z.object({
      title: z.string().trim().min(1, 'It needs a title.').max(256),
      body: z.string().max(65_536),
      head: branch,
      base: branch,
      draft: z.boolean(),
    }),
    run: async ({ me }, given) => {
      await me.opensPullRequest(given)
    },
  }),
  merge: defineAction({
    needs: 'write',
    takes: z.object({ number, method: z.enum(MERGE_METHODS) }),
    run: async (call, given) => {
      await call.me.merges(requirePull(call, given.number).number, given.method)
    },
  }),
  review: defineAction({
    needs: 'read',
    takes: z.object({
      number,
      state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED']),
      body: z.string().max(65_536),
    }),
    run: async (call, given) => {
      await call.me.reviews(requirePull(call, given.number).number, given.state, given.body)
    },
  }),
  mark: defineAction({
    needs: 'write',
    takes: z.object({ number, state: z.enum(['draft', 'ready']) }),
    run: (call, given) => call.me.marks(requirePull(call, given.number).number, given.state),
  }),
  'delete-branch': defineAction({
    needs: 'write',
    takes: z.object({ branch }),
    run: ({ me }, given) => me.deletesBranch(given.branch),
  }),
} satisfies Readonly<Record<string, PageAction>>
