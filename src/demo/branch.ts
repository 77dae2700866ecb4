import type { CommitPerson } from '../release/changes/candidate.ts'
import type { DemoChange } from './changes/change.ts'
import { applyEdits, type Files } from './edits.ts'
import type { HistoryWriter } from './history.ts'
import { FORGE } from './people.ts'

/** Where a branch of the story stands. */
export interface Branch {
  readonly ref: string
  /** Null before its first commit. */
  readonly tip: string | null
  readonly files: Files
}

export const UNBORN_MAIN: Branch = { ref: 'refs/heads/main', tip: null, files: new Map() }

/** A branch with one commit more: straight from its author, or squashed by the forge. */
export function commitChange(writer: HistoryWriter, branch: Branch, change: DemoChange): Promise<Branch> {
  const committer = change.squashed === undefined ? change.author : FORGE
  return growBranch(writer, branch, {
    change,
    committer,
    committedAt: parseMinute(change.at),
    message: composeMessage(change),
  })
}

/** A branch with these commits more, the first first. */
export async function commitAll(
  writer: HistoryWriter,
  branch: Branch,
  changes: readonly DemoChange[],
): Promise<Branch> {
  let now = branch
  for (const change of changes) now = await commitChange(writer, now, change)
  return now
}

/** As `git cherry-pick -x` does it: the author, the author's date and the message stay, and the origin is named. */
export function pickChange(
  writer: HistoryWriter,
  branch: Branch,
  { change, from, by, at }: { change: DemoChange; from: string; by: CommitPerson; at: string },
): Promise<Branch> {
  const message = `${composeMessage(change)}(cherry picked from commit ${from})\n`
  return growBranch(writer, branch, { change, committer: by, committedAt: parseMinute(at), message })
}

/** A pull request merged with a merge commit, by the forge's button. Its head stays, where the forge keeps it. */
export async function mergePullRequest(
  writer: HistoryWriter,
  branch: Branch,
  {
    number,
    name,
    title,
    at,
    changes,
  }: { number: number; name: string; title: string; at: string; changes: readonly DemoChange[] },
): Promise<Branch> {
  const head = await commitAll(writer, { ...branch, ref: `refs/pull/${number}/head` }, changes)
  const author = changes.at(-1)?.author ?? FORGE
  const tip = await writer.commit({
    ref: branch.ref,
    parents: [branch.tip, head.tip].flatMap((parent) => parent ?? []),
    author,
    committer: FORGE,
    authoredAt: parseMinute(at),
    committedAt: parseMinute(at),
    message: `Merge pull request #${number} from godel/${name}\n\n${title}\n`,
    before: branch.files,
    after: head.files,
  })
  return { ...branch, tip, files: head.files }
}

/** The commit that a branch stands at. */
export function getTip(branch: Branch): string {
  if (branch.tip === null) throw new Error(`${branch.ref} has no commit yet`)
  return branch.tip
}

/** Seconds since 1970 of a minute in UTC, `2026-02-04T10:20`. */
export function parseMinute(minute: string): number {
  return Date.parse(`${minute}Z`) / 1_000
}

interface Growth {
  readonly change: DemoChange
  readonly committer: CommitPerson
  readonly committedAt: number
  readonly message: string
}

async function growBranch(writer: HistoryWriter, branch: Branch, growth: Growth): Promise<Branch> {
  const { change, committer, committedAt, message } = growth
  const files = applyEdits(branch.files, change.edits)
  const tip = await writer.commit({
    ref: branch.ref,
    parents: branch.tip === null ? [] : [branch.tip],
    author: change.author,
    committer,
    authoredAt: parseMinute(change.at),
    committedAt,
    message,
    before: branch.files,
    after: files,
  })
  return { ...branch, tip, files }
}

function composeMessage({ subject, body, squashed }: DemoChange): string {
  const head = squashed === undefined ? subject : `${subject} (#${squashed})`
  return body === undefined ? `${head}\n` : `${head}\n\n${body}\n`
}
