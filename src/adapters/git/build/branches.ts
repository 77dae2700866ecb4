import { type CommitSignature, readCommit } from '../../../git/objects/commit-objects.ts'
import { resolveRef } from '../../../git/refs/install.ts'
import { push } from '../../../git/remotes/push.ts'
import { runGitText } from '../../../git/run-git.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import { getSubject } from '../../../release/changes/candidate.ts'
import type { Policy } from '../../../release/policy.ts'
import { type Refusal, Refused } from '../../../release/refusal.ts'
import type { Remote } from '../../../runtime/ports/git-remote.ts'

interface BranchToPut {
  readonly at: Remote
  readonly policy: Pick<Policy, 'releaseBranch' | 'tagPattern'>
  /** Without `refs/heads/`. */
  readonly branch: string
  readonly head: string
  /** Heads of our own that may stand there; null where it may be absent. */
  readonly onto: readonly (string | null)[]
}

/** Where a branch is on the remote, as it was when the mirror was brought up to date; null where there is none. */
export function findBranchHead({ repository }: Workspace, branch: string): Promise<string | null> {
  return resolveRef(repository, `refs/heads/${branch}`)
}

/**
 * Puts a branch of ours onto the remote, where it is not there already. What somebody else pushed is never replaced:
 * the push itself names the head that it expects.
 *
 * @throws {Refused} where somebody else's commit stands there, or the server says no
 */
export async function putBranch(workspace: Workspace, put: BranchToPut): Promise<void> {
  const { at, policy, branch, head, onto } = put
  const standing = await findBranchHead(workspace, branch)
  if (standing === head) return
  if (!onto.includes(standing)) throw new Refused(await refuseElsewhere(workspace, branch, standing))
  await push({
    gitDir: workspace.quarantine.gitDir,
    url: at.url,
    updates: [{ ref: `refs/heads/${branch}`, commit: head, expected: standing }],
    names: { branch: policy.releaseBranch, tag: policy.tagPattern },
  })
}

/** Whether nobody but us made a commit of a branch since another: what is left of an earlier try, or of another build. */
export async function isOursAlone(
  { quarantine }: Workspace,
  standing: string,
  { since, committer }: { readonly since: string; readonly committer: Pick<CommitSignature, 'email'> },
): Promise<boolean> {
  const args = ['log', '--format=%ce', '--no-mailmap', standing, `^${since}`, '--']
  const committers = await runGitText(args, { gitDir: quarantine.gitDir })
  return committers.split('\n').every((email) => email === committer.email)
}

async function refuseElsewhere(
  { store }: Workspace,
  branch: string,
  standing: string | null,
): Promise<Refusal> {
  if (standing === null) return refuseDeleted(branch)
  const { author, message } = await readCommit(store, standing)
  const who = author.toString().replace(/ <.*$/s, '')
  const subject = getSubject(message.toString()).slice(0, 72)
  return {
    kind: 'repository',
    what: `\`${branch}\` is at ${standing.slice(0, 10)} (${who}, “${subject}”), which Release Captain didn't push. Nothing was pushed.`,
    next: `Check it with \`git fetch origin ${branch}\` and \`git log FETCH_HEAD\`. If you don't need the branch, delete it there, then retry.`,
  }
}

function refuseDeleted(branch: string): Refusal {
  return {
    kind: 'repository',
    what: `\`${branch}\` no longer exists: it was deleted. Nothing was pushed.`,
    next: 'Restore it, or build it again with `/release plan`.',
  }
}
