import { z } from 'zod'
import { MERGE_METHODS } from '../../github/actions/merging.ts'
import { isGoodName } from '../../github/git/refs.ts'
import { Problem } from '../../github/http/problem.ts'
import { type Deed, deed, pullOf } from './deed.ts'

const number = z.int()
const branch = z.string().trim().min(1, 'Which branch?').max(200)

/** What people do to branches and pull requests. */
export const PULL_DEEDS = {
  push: deed({
    needs: 'write',
    takes: z.object({
      branch,
      from: z.string().optional(),
      message: z.string().trim().min(1, 'It needs a message.'),
      path: z.string().regex(/^(?!\/|\.git(\/|$))(?!.*(^|\/)\.\.?(\/|$))[^\0]+$/, 'That is no path.'),
      text: z.string().max(200_000),
    }),
    does: async ({ me, scenery }, { path, text, from, ...given }) => {
      const { gitDir } = scenery.looking.repository
      if (!(await isGoodName(gitDir, `refs/heads/${given.branch}`)))
        throw new Problem(422, `${given.branch} is no name of a branch.`)
      await me.pushes({ ...given, ...(from ? { from } : {}), files: { [path]: text } })
    },
  }),
  'open-pull': deed({
    needs: 'write',
    takes: z.object({
      title: z.string().trim().min(1, 'It needs a title.').max(256),
      body: z.string().max(65_536),
      head: branch,
      base: branch,
      draft: z.boolean(),
    }),
    does: async ({ me }, given) => {
      await me.opensPullRequest(given)
    },
  }),
  merge: deed({
    needs: 'write',
    takes: z.object({ number, method: z.enum(MERGE_METHODS) }),
    does: async (turn, given) => {
      await turn.me.merges(pullOf(turn, given.number).number, given.method)
    },
  }),
  review: deed({
    needs: 'read',
    takes: z.object({
      number,
      state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED']),
      body: z.string().max(65_536),
    }),
    does: async (turn, given) => {
      await turn.me.reviews(pullOf(turn, given.number).number, given.state, given.body)
    },
  }),
  mark: deed({
    needs: 'write',
    takes: z.object({ number, state: z.enum(['draft', 'ready']) }),
    does: (turn, given) => turn.me.marks(pullOf(turn, given.number).number, given.state),
  }),
  'delete-branch': deed({
    needs: 'write',
    takes: z.object({ branch }),
    does: ({ me }, given) => me.deletesBranch(given.branch),
  }),
} satisfies Readonly<Record<string, Deed>>
