import { type GitCommit, log } from './git/commits.ts'
import type { Repository } from './state.ts'
import type { World } from './world.ts'

/** A pull request that was merged, as the history tells of it. */
export interface Merge {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly branch: string
  /** Where it was merged from and to; of a squashed one both are on the default branch. */
  readonly head: string
  readonly base: string
  readonly commit: string
  readonly at: number
  readonly author: MergeAuthor
  readonly reviewers: readonly MergeAuthor[]
}

type MergeAuthor = Pick<GitCommit['author'], 'name' | 'email'>

const SQUASHED = /^(?<title>.+) \(#(?<number>[1-9]\d*)\)$/
const MERGED = /^Merge pull request #(?<number>[1-9]\d*) from [^/\s]+\/(?<branch>\S+)$/
const REBASED = /^PR-URL: \S+\/pull\/(?<number>[1-9]\d*)$/m
const REVIEWED = /^Reviewed-by: (?<name>.+) <(?<email>[^>]+)>$/gm

/** The pull requests that the default branch was made by, the first first. */
export async function listMerges({ gitDir, defaultBranch }: Repository): Promise<Merge[]> {
  const commits = await log(gitDir, ['--first-parent', '--reverse', `refs/heads/${defaultBranch}`])
  const merges = new Map<number, Merge>()
  for (const commit of commits) {
    const merge = mergeOf(commit)
    if (!merge) continue
    // Of a rebased one each commit names it: it came whole with the last, and began before the first.
    const begun = merges.get(merge.number)
    merges.set(
      merge.number,
      begun ? { ...begun, head: merge.head, commit: merge.commit, at: merge.at } : merge,
    )
  }
  return [...merges.values()]
}

function mergeOf(commit: GitCommit): Merge | undefined {
  const [subject = '', ...rest] = commit.message.split('\n')
  const [base] = commit.parents
  if (base === undefined) return undefined
  const body = rest.join('\n').trim()
  const about = { base, commit: commit.sha, head: commit.sha, at: commit.committer.at, author: commit.author }
  const reviewers = [...body.matchAll(REVIEWED)].map(({ groups }) => ({
    name: groups?.['name'] ?? '',
    email: groups?.['email'] ?? '',
  }))

  const merged = MERGED.exec(subject)?.groups
  if (merged) {
    const [title = subject, ...more] = body.split('\n')
    const number = Number(merged['number'])
    const head = commit.parents[1] ?? commit.sha
    return {
      ...about,
      number,
      title,
      body: more.join('\n').trim(),
      branch: merged['branch'] ?? '',
      head,
      reviewers,
    }
  }
  const squashed = SQUASHED.exec(subject)?.groups
  const title = squashed?.['title'] ?? subject
  const number = Number(squashed?.['number'] ?? REBASED.exec(body)?.groups?.['number'])
  if (!number) return undefined
  return { ...about, number, title, body, branch: toSlug(title), reviewers }
}

function toSlug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
}

/** A check that had passed on a pull request's head. */
export function addPastChecks(
  { world, repository }: { readonly world: World; readonly repository: Repository },
  { merge, name }: { readonly merge: Merge; readonly name: string },
): void {
  const { head, branch, at } = merge
  const known = repository.suites.find((one) => one.app.id === world.actions.id && one.head === head)
  const suite = known ?? {
    ...{ id: world.nextId(), app: world.actions, head, branch },
    ...{ createdAt: at, updatedAt: at },
  }
  if (!known) repository.suites.push(suite)
  repository.checks.push({
    ...{ id: world.nextId(), suite, name, status: 'completed', conclusion: 'success', externalId: '' },
    ...{ detailsUrl: null, startedAt: at, completedAt: at },
    output: { title: null, summary: null, text: null },
  })
}
