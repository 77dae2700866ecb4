import { randomBytes } from 'node:crypto'
import { addComment, deleteComment, editComment, react } from '../actions/comments.ts'
import { addLabels, closeIssue, editIssue, openIssue, removeLabel, reopenIssue } from '../actions/issues.ts'
import { type MergeWish, mergePull } from '../actions/merging.ts'
import { openPull, review, setDraft } from '../actions/pulls.ts'
import { changeRef } from '../actions/references.ts'
import type { Scene } from '../actions/scene.ts'
import { readCommit } from '../git/commits.ts'
import { writeCommit } from '../git/merging.ts'
import { commitOf, NO_OBJECT, readRef } from '../git/refs.ts'
import { treeWith } from '../git/trees.ts'
import type { Comment, Issue, ReactionContent, Review, ReviewState } from '../state.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { issueNumbered } from '../world.ts'

/** A change that somebody pushes. */
export interface Push {
  readonly branch: string
  readonly message: string
  /** Path to text; null deletes. */
  readonly files: Readonly<Record<string, string | null>>
  /** Where a new branch starts, and where a forced push starts over: any revision. Default: main, or the branch itself. */
  readonly from?: string
}

/** Somebody at the keyboard. Numbers are those of issues and pull requests. */
export interface Person {
  readonly id: number
  readonly login: string
  /** Good for the API, and as git's password. */
  readonly token: string
  /** Commits and pushes; answers with the commit. */
  readonly pushes: (push: Push) => Promise<string>
  /** Pushes a lightweight tag. */
  readonly tags: (name: string, revision: string) => Promise<void>
  readonly deletesBranch: (name: string) => Promise<void>
  readonly opensIssue: (given: { title: string; body?: string; labels?: readonly string[] }) => Promise<Issue>
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
  readonly comments: (number: number, body: string) => Promise<Comment>
  readonly editsComment: (id: number, body: string) => Promise<void>
  readonly deletesComment: (id: number) => Promise<void>
  /** Reacts to a comment. */
  readonly reacts: (id: number, content: ReactionContent) => Promise<void>
  readonly reviews: (number: number, state: ReviewState, body?: string) => Promise<Review>
  readonly marks: (number: number, state: 'draft' | 'ready') => Promise<void>
  /** Answers with the base's new tip. */
  readonly merges: (number: number, method?: MergeWish['method']) => Promise<string>
  readonly closes: (number: number) => Promise<void>
  readonly reopens: (number: number) => Promise<void>
}

export function personIn(scene: Scene): Person {
  const { id, login } = scene.by
  return { id, login, token: tokenFor(scene), ...gitVerbs(scene), ...issueVerbs(scene), ...pullVerbs(scene) }
}

const FOREVER = Number.MAX_SAFE_INTEGER

function tokenFor({ world, by }: Scene): string {
  const known = [...world.tokens].find(
    ([token, { caller }]) =>
      token.startsWith('ghp_') && caller.kind === 'person' && caller.account.id === by.id,
  )
  if (known) return known[0]
  const token = `ghp_${randomBytes(18).toString('hex')}`
  world.tokens.set(token, { caller: { kind: 'person', account: by }, expiresAt: FOREVER })
  return token
}

function gitVerbs(scene: Scene): Pick<Person, 'pushes' | 'tags' | 'deletesBranch'> {
  const { gitDir } = scene.repository
  return {
    pushes: (push) => pushCommit(scene, push),
    tags: async (tag, revision) => {
      const to = expected(await commitOf(gitDir, revision), revision)
      await moved(scene, { name: `refs/tags/${tag}`, from: NO_OBJECT, to })
    },
    deletesBranch: async (branch) => {
      const { name, object } = expected(await readRef(gitDir, `refs/heads/${branch}`), branch)
      await moved(scene, { name, from: object, to: NO_OBJECT })
    },
  }
}

async function pushCommit(scene: Scene, { branch, message, files, from }: Push): Promise<string> {
  const { world, repository, by } = scene
  const { gitDir, defaultBranch } = repository
  const name = `refs/heads/${branch}`
  const tip = (await readRef(gitDir, name))?.object
  const start = from ?? tip ?? defaultBranch
  const parent = await readCommit(gitDir, expected(await commitOf(gitDir, start), start))
  const tree = await treeWith(gitDir, parent.tree, files)
  const author = { name: by.name, email: by.email, at: world.now() }
  const to = await writeCommit(gitDir, { tree, parents: [parent.sha], message, author, committer: author })
  await moved(scene, { name, from: tip ?? NO_OBJECT, to })
  return to
}

function issueVerbs(
  scene: Scene,
): Pick<
  Person,
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
  const issue = (number: number) => expected(issueNumbered(scene.repository, number), `#${number}`)
  return {
    opensIssue: ({ title, body = null, labels = [] }) =>
      openIssue(scene, { title, body, labels, assignees: [], pull: null }),
    edits: async (number, change) => editIssue(scene, issue(number), change),
    labels: async (number, ...names) => addLabels(scene, issue(number), names),
    unlabels: async (number, name) => {
      await removeLabel(scene, issue(number), name)
    },
    comments: async (number, body) => addComment(scene, issue(number), body),
    editsComment: async (id, body) => editComment(scene, commentAt(scene, id), body),
    deletesComment: async (id) => deleteComment(scene, commentAt(scene, id)),
    reacts: async (id, content) => {
      react(scene, commentAt(scene, id).comment.reactions, content)
    },
    closes: async (number) => closeIssue(scene, issue(number)),
    reopens: async (number) => reopenIssue(scene, issue(number)),
  }
}

function pullVerbs(scene: Scene): Pick<Person, 'opensPullRequest' | 'reviews' | 'marks' | 'merges'> {
  const pull = (number: number) => {
    const issue = issueNumbered(scene.repository, number)
    return expected(isPull(issue) ? issue : undefined, `pull request #${number}`)
  }
  return {
    opensPullRequest: ({ base = scene.repository.defaultBranch, body = null, draft = false, title, head }) =>
      openPull(scene, { title, head, base, body, draft }),
    reviews: async (number, state, body = '') => review(scene, pull(number), { state, body }),
    marks: async (number, state) => setDraft(scene, pull(number), state),
    merges: async (number, method = 'squash') => mergePull(scene, pull(number), { method }),
  }
}

function commentAt({ repository }: Scene, id: number): { readonly comment: Comment; readonly issue: Issue } {
  const comment = expected(
    repository.comments.find((one) => one.id === id),
    `comment ${id}`,
  )
  return { comment, issue: expected(issueNumbered(repository, comment.issue), `#${comment.issue}`) }
}

async function moved(scene: Scene, change: Parameters<typeof changeRef>[1]): Promise<void> {
  if (!(await changeRef(scene, change))) throw new Error(`${change.name} is not where it was expected.`)
}

function expected<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new Error(`The sandbox's repository has no ${name}.`)
  return thing
}
