import { z } from 'zod'
import { Problem } from '../../github/http/problem.ts'
import { type Issue, REACTIONS } from '../../github/state.ts'
import { withTask } from '../markdown/parse.ts'
import { type Deed, deed, issueOf, refuseWithout, type Turn } from './deed.ts'

const number = z.int()
const body = z.string().max(65_536)
const title = z.string().trim().min(1, 'It needs a title.').max(256)
const said = body.refine((text) => text.trim() !== '', 'Say something.')

/** What people do to issues; a pull request is one too. */
export const ISSUE_DEEDS = {
  'open-issue': deed({
    needs: 'read',
    takes: z.object({ title, body }),
    does: async ({ me }, given) => {
      await me.opensIssue(given)
    },
  }),
  'edit-issue': deed({
    needs: 'read',
    takes: z.object({ number, title: title.optional(), body: body.optional() }),
    does: async (turn, given) => {
      refuseStranger(turn, issueOf(turn, given.number), 'changing it')
      const { title: newTitle, body: newBody } = given
      await turn.me.edits(given.number, {
        ...(newTitle === undefined ? {} : { title: newTitle }),
        ...(newBody === undefined ? {} : { body: newBody }),
      })
    },
  }),
  tick: deed({
    needs: 'read',
    takes: z.object({ number, task: z.int(), says: z.string(), checked: z.boolean() }),
    does: async (turn, { task, says, checked, ...given }) => {
      const issue = issueOf(turn, given.number)
      refuseStranger(turn, issue, 'ticking')
      const changed = withTask(issue.body ?? '', { index: task, checked, says })
      if (changed === null) throw new Problem(409, 'The text has changed meanwhile. Look again.')
      await turn.me.edits(given.number, { body: changed })
    },
  }),
  label: deed({
    needs: 'triage',
    takes: z.object({ number, name: z.string().trim().min(1).max(50) }),
    does: (turn, given) => turn.me.labels(issueOf(turn, given.number).number, given.name),
  }),
  unlabel: deed({
    needs: 'triage',
    takes: z.object({ number, name: z.string() }),
    does: (turn, given) => turn.me.unlabels(issueOf(turn, given.number).number, given.name),
  }),
  comment: deed({
    needs: 'read',
    takes: z.object({ number, body: said }),
    does: async (turn, given) => {
      await turn.me.comments(issueOf(turn, given.number).number, given.body)
    },
  }),
  'edit-comment': deed({
    needs: 'read',
    takes: z.object({ comment: z.int(), body: said }),
    does: async (turn, given) => {
      const { repository } = turn.scenery.looking
      const comment = repository.comments.find(({ id }) => id === given.comment)
      if (!comment) throw new Problem(404, 'The comment is not there any more.')
      if (comment.by.id !== turn.me.id) refuseWithout(turn, 'write', 'editing what somebody else said')
      await turn.me.editsComment(comment.id, given.body)
    },
  }),
  react: deed({
    needs: 'read',
    takes: z.object({ comment: z.int(), content: z.enum(REACTIONS) }),
    does: ({ me }, given) => me.reacts(given.comment, given.content),
  }),
  close: deed({
    needs: 'read',
    takes: z.object({ number }),
    does: async (turn, given) => {
      const issue = issueOf(turn, given.number)
      if (issue.by.id !== turn.me.id) refuseWithout(turn, 'triage', 'closing it')
      await turn.me.closes(issue.number)
    },
  }),
  reopen: deed({
    needs: 'read',
    takes: z.object({ number }),
    does: async (turn, given) => {
      const issue = issueOf(turn, given.number)
      if (issue.by.id !== turn.me.id) refuseWithout(turn, 'triage', 'opening it again')
      await turn.me.reopens(issue.number)
    },
  }),
} satisfies Readonly<Record<string, Deed>>

function refuseStranger(turn: Turn, issue: Issue, what: string): void {
  if (issue.by.id !== turn.me.id) refuseWithout(turn, 'write', what)
}
