import { randomBytes } from 'node:crypto'
import type { ActionContext } from '../actions/action-context.ts'
import { addComment, addReactionTo, deleteComment, editComment } from '../actions/comments.ts'
import { addLabels, closeIssue, editIssue, openIssue, removeLabel, reopenIssue } from '../actions/issues.ts'
import { type MergeInput, mergePull } from '../actions/merging.ts'
import { openPull, reviewPull, setDraft } from '../actions/pulls.ts'
import { changeRef } from '../actions/references.ts'
import { readGitCommit } from '../git/commits.ts'
import { writeGitCommit } from '../git/merging.ts'
import { NO_OBJECT, readRef, resolveRevisionToCommit } from '../git/refs.ts'
import { writeTreeWith } from '../git/trees.ts'
import type { CommentState, ReactionContent, Review, ReviewState, StoredIssue } from '../state.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { findIssue } from '../world.ts'

/** A change that someone pushes. */
interface Push {
  readonly branch: string
  readonly message: string
  /** Path to text; null deletes. */
  readonly files: Readonly<Record<string, string | null>>
  /** Where a new branch starts, and where a forced push starts over: any revision. Default: main, or the branch itself. */
  readonly from?: string
  /** The author and committer that they write into the commit, where that isn't themselves. */
  readonly as?: { readonly name: string; readonly email: string }
}

/** Someone at the keyboard. Numbers are those of issues and pull requests. */
export interface SandboxPerson {
  readonly id: number
  readonly login: string
  /** Good for the API, and as git's password. */
  readonly token: string
  /** Commits and pushes; answers with the commit. */
  readonly pushes: (push: Push) => Promise<string>
  /** Pushes a lightweight tag. */
  readonly tags: (name: string, revision: string) => Promise<void>
  readonly deletesBranch: (name: string) => Promise<void>
  readonly opensIssue: (given: {
    title: string
    body?: string
    labels?: readonly string[]
  }) => Promise<StoredIssue>
  /** From a branch that was pushed, to main unless told otherwise. */
  readonly opensPullRequest: (given: {
    title: string
    head: string
    base?: string
    body?: string
    draft?: boolean
  }) => Promise<PullIssue>
  readonly edits: (number: number, change: { title?: string; body?: string }) => Promise<void>
  readonly labels: (number: number, ...names: readonly string[]) => Promise<void>
  readonly unlabels: (number: number, name: string) => Promise<void>
  readonly comments: (number: number, body: string) => Promise<CommentState>
  readonly editsComment: (id: number, body: string) => Promise<void>
  readonly deletesComment: (id: number) => Promise<void>
  /** Reacts to a comment. */
  readonly reacts: (id: number, content: ReactionContent) => Promise<void>
  readonly reviews: (number: number, state: ReviewState, body?: string) => Promise<Review>
  readonly marks: (number: number, state: 'draft' | 'ready') => Promise<void>
  /** Answers with the base's new tip. */
  readonly merges: (number: number, method?: MergeInput['method']) => Promise<string>
  readonly closes: (number: number) => Promise<void>
  readonly reopens: (number: number) => Promise<void>
}

export function createPerson(scope: ActionContext): SandboxPerson {
  const { id, login } = scope.by
  return {
    id,
    login,
    token: createPersonToken(scope),
    ...createGitActions(scope),
    ...createIssueActions(scope),
    ...createPullActions(scope),
  }
}

const FOREVER = Number.MAX_SAFE_INTEGER

function createPersonToken({ world, by }: ActionContext): string {
  const known = [...world.tokens].find(
    ([token, { caller }]) =>
      token.startsWith('ghp_') && caller.kind === 'person' && caller.account.id === by.id,
  )
  if (known) return known[0]
  const token = `ghp_${randomBytes(18).toString('hex')}`
  world.tokens.set(token, { caller: { kind: 'person', account: by }, expiresAt: FOREVER })
  return token
}

function createGitActions(scope: ActionContext): Pick<SandboxPerson, 'pushes' | 'tags' | 'deletesBranch'> {
  const { gitDir } = scope.repository
  return {
    pushes: (push) => pushCommit(scope, push),
    tags: async (tag, revision) => {
      const to = requireThing(await resolveRevisionToCommit(gitDir, revision), revision)
      await moveRef(scope, { name: `refs/tags/${tag}`, from: NO_OBJECT, to })
    },
    deletesBranch: async (branch) => {
      const { name, object } = requireThing(await readRef(gitDir, `refs/heads/${branch}`), branch)
      await moveRef(scope, { name, from: object, to: NO_OBJECT })
    },
  }
}

async function pushCommit(scope: ActionContext, push: Push): Promise<string> {
  const { branch, message, files, from } = push
  const { world, repository, by } = scope
  const { gitDir, defaultBranch } = repository
  const name = `refs/heads/${branch}`
  const tip = (await readRef(gitDir, name))?.object
  const start = from ?? tip ?? defaultBranch
  const parent = await readGitCommit(
    gitDir,
    requireThing(await resolveRevisionToCommit(gitDir, start), start),
  )
  const tree = await writeTreeWith(gitDir, parent.tree, files)
  const { name: authorName, email } = push.as ?? by
  const author = { name: authorName, email, at: world.now() }
  const to = await writeGitCommit(gitDir, { tree, parents: [parent.sha], message, author, committer: author })
  await moveRef(scope, { name, from: tip ?? NO_OBJECT, to })
  return to
}

function createIssueActions(
  scope: ActionContext,
): Pick<
  SandboxPerson,
  | 'opensIssue'
  | 'edits'
  | 'labels'
  | 'unlabels'
  | 'comments'
  | 'editsComment'
  | 'deletesComment'
  | 'reacts'
  | 'closes'
  | 'reopens'
> {
  const requireIssue = (number: number) => requireThing(findIssue(scope.repository, number), `#${number}`)
  return {
    opensIssue: ({ title, body = null, labels = [] }) =>
      openIssue(scope, { title, body, labels, assignees: [], pull: null }),
    edits: async (number, change) => editIssue(scope, requireIssue(number), change),
    labels: async (number, ...names) => addLabels(scope, requireIssue(number), names),
    unlabels: async (number, name) => {
      await removeLabel(scope, requireIssue(number), name)
    },
    comments: async (number, body) => addComment(scope, requireIssue(number), body),
    editsComment: async (id, body) => editComment(scope, requireComment(scope, id), body),
    deletesComment: async (id) => deleteComment(scope, requireComment(scope, id)),
    reacts: async (id, content) => {
      addReactionTo(scope, requireComment(scope, id).comment.reactions, content)
    },
    closes: async (number) => closeIssue(scope, requireIssue(number)),
    reopens: async (number) => reopenIssue(scope, requireIssue(number)),
  }
}

function createPullActions(
  scope: ActionContext,
): Pick<SandboxPerson, 'opensPullRequest' | 'reviews' | 'marks' | 'merges'> {
  const requirePull = (number: number) => {
    const issue = findIssue(scope.repository, number)
    return requireThing(isPull(issue) ? issue : undefined, `pull request #${number}`)
  }
  return {
    opensPullRequest: ({ base = scope.repository.defaultBranch, body = null, draft = false, title, head }) =>
      openPull(scope, { title, head, base, body, draft }),
    reviews: async (number, state, body = '') => reviewPull(scope, requirePull(number), { state, body }),
    marks: async (number, state) => setDraft(scope, requirePull(number), state),
    merges: async (number, method = 'squash') => mergePull(scope, requirePull(number), { method }),
  }
}

function requireComment(
  { repository }: ActionContext,
  id: number,
): { readonly comment: CommentState; readonly issue: StoredIssue } {
  const comment = requireThing(
    repository.comments.find((one) => one.id === id),
    `comment ${id}`,
  )
  return { comment, issue: requireThing(findIssue(repository, comment.issue), `#${comment.issue}`) }
}

async function moveRef(scope: ActionContext, change: Parameters<typeof changeRef>[1]): Promise<void> {
  if (!(await changeRef(scope, change))) throw new Error(`${change.name} is not where it was expected.`)
}

function requireThing<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new Error(`The sandbox's repository has no ${name}.`)
  return thing
}
