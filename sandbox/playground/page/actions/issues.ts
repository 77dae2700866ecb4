import { z } from 'zod'
import { ApiProblem } from '../../../github/http/problem.ts'
import { REACTIONS, type StoredIssue } from '../../../github/state.ts'
import { setTask } from '../../markdown/parse.ts'
import { type ActionCall, defineAction, type PageAction, refuseWithout, requireIssue } from './action.ts'

const number = z.int()
const body = z.string().max(65_536)
const title = z.string().trim().min(1, 'It needs a title.').max(256)
const said = body.refine((text) => text.trim() !== '', 'Say something.')

/** What people do to issues; a pull request is one too. */
export const ISSUE_ACTIONS = {
  'open-issue': defineAction({
    needs: 'read',
    takes: z.object({ title, body }),
    run: async ({ me }, given) => {
      await me.opensIssue(given)
    },
  }),
  'edit-issue': defineAction({
    needs: 'read',
    takes: z.object({ number, title: title.optional(), body: body.optional() }),
    run: async (call, given) => {
      refuseStranger(call, requireIssue(call, given.number), 'changing it')
      const { title: newTitle, body: newBody } = given
      await call.me.edits(given.number, {
        ...(newTitle === undefined ? {} : { title: newTitle }),
        ...(newBody === undefined ? {} : { body: newBody }),
      })
    },
  }),
  tick: defineAction({
    needs: 'read',
    takes: z.object({ number, task: z.int(), says: z.string(), checked: z.boolean() }),
    run: async (call, { task, says, checked, ...given }) => {
      const issue = requireIssue(call, given.number)
      refuseStranger(call, issue, 'ticking')
      const changed = setTask(issue.body ?? '', { index: task, checked, says })
      if (changed === null) throw new ApiProblem(409, 'The text has changed meanwhile. Reload it.')
      await call.me.edits(given.number, { body: changed })
    },
  }),
  label: defineAction({
    needs: 'triage',
    takes: z.object({ number, name: z.string().trim().min(1).max(50) }),
    run: (call, given) => call.me.labels(requireIssue(call, given.number).number, given.name),
  }),
  unlabel: defineAction({
    needs: 'triage',
    takes: z.object({ number, name: z.string() }),
    run: (call, given) => call.me.unlabels(requireIssue(call, given.number).number, given.name),
  }),
  comment: defineAction({
    needs: 'read',
    takes: z.object({ number, body: said }),
    run: async (call, given) => {
      await call.me.comments(requireIssue(call, given.number).number, given.body)
    },
  }),
  'edit-comment': defineAction({
    needs: 'read',
    takes: z.object({ comment: z.int(), body: said }),
    run: async (call, given) => {
      const { repository } = call.context.looking
      const comment = repository.comments.find(({ id }) => id === given.comment)
      if (!comment) throw new ApiProblem(404, 'The comment no longer exists.')
      if (comment.by.id !== call.me.id) refuseWithout(call, 'write', "editing someone else's comment")
      await call.me.editsComment(comment.id, given.body)
    },
  }),
  react: defineAction({
    needs: 'read',
    takes: z.object({ comment: z.int(), content: z.enum(REACTIONS) }),
    run: ({ me }, given) => me.reacts(given.comment, given.content),
  }),
  close: defineAction({
    needs: 'read',
    takes: z.object({ number }),
    run: async (call, given) => {
      const issue = requireIssue(call, given.number)
      if (issue.by.id !== call.me.id) refuseWithout(call, 'triage', 'closing it')
      await call.me.closes(issue.number)
    },
  }),
  reopen: defineAction({
    needs: 'read',
    takes: z.object({ number }),
    run: async (call, given) => {
      const issue = requireIssue(call, given.number)
      if (issue.by.id !== call.me.id) refuseWithout(call, 'triage', 'opening it again')
      await call.me.reopens(issue.number)
    },
  }),
} satisfies Readonly<Record<string, PageAction>>

function refuseStranger(call: ActionCall, issue: StoredIssue, what: string): void {
  if (issue.by.id !== call.me.id) refuseWithout(call, 'write', what)
}
