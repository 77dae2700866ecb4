import { listEntriesAt, readBlob } from '../../github/git/trees.ts'
import type { SandboxGitHub } from '../../github/open.ts'
import type { Repository } from '../../github/state.ts'
import { CHANGES, type StagedChange, type StagedEdit } from './open-changes.ts'

/** Opens the changes that are under way: each an issue where it fixes one, a branch, and a pull request. */
export async function openChanges(github: SandboxGitHub): Promise<void> {
  const [repository] = github.world.repositories.values()
  if (!repository) return
  for (const change of CHANGES) {
    const files = await applyEdits(repository, change.edits)
    // Another product than the one that they were written for.
    if (files === undefined) continue
    await openChange(github, change, files)
  }
}

async function openChange(
  github: SandboxGitHub,
  change: StagedChange,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const { by, branch, title, body, reported, approvedBy } = change
  const author = github.person(by)
  const issue = reported && (await github.person(reported.by).opensIssue(reported))
  const message = issue ? `${body}\n\nFixes #${issue.number}` : body
  await author.pushes({ branch, message: `${title}\n\n${message}`, files })
  const { number } = await author.opensPullRequest({ title, head: branch, body: message })
  if (approvedBy) await github.person(approvedBy).reviews(number, 'APPROVED', 'Reads well, and has a test.')
}

async function applyEdits(
  { gitDir, defaultBranch }: Repository,
  edits: readonly StagedEdit[],
): Promise<Record<string, string> | undefined> {
  const files: Record<string, string> = {}
  for (const { path, find, put } of edits) {
    const [entry] = await listEntriesAt(gitDir, `refs/heads/${defaultBranch}`, path)
    const text = files[path] ?? (entry ? (await readBlob(gitDir, entry.object)).toString() : '')
    if (!text.includes(find)) return undefined
    files[path] = text.replace(find, () => put)
  }
  return files
}
