import { type NewCommit, serializeCommit, type WriteCommit } from '../../../git/objects/commit-objects.ts'
import { runGitText } from '../../../git/run-git.ts'
import { dropSignature, writeSignedCommit } from '../../../git/signing/signed-commits.ts'
import { chooseSigningKey, type SigningKey } from '../../../git/signing/signing-key.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { Policy } from '../../../release/policy.ts'
import type { Settled } from '../plan/settled-plan.ts'
import type { Signing } from './tag-release.ts'

/** A workspace of the App, and the key that it signs with; null where it has none. */
export interface SigningWorkspace extends Workspace {
  readonly signing: Signing | null
}

/** Where commits that are to be written may stand already. */
interface Standing {
  /** Commits that reach them; those that the mirror doesn't have are left out. */
  readonly heads: readonly (string | null)[]
  /** The commit that they are built on. */
  readonly since: string
}

/** Who commits, and by which policy. */
interface BotCommits extends Pick<Settled, 'committer'> {
  readonly ground: { readonly inForce: { readonly policy: Pick<Policy, 'committer'> } }
}

/** How many commits of a branch are looked through for our own. */
const MOST_COMMITS = 5000

/**
 * Opens a writer of the bot's commits, which signs them where the App has a key. A signature needn't be the same
 * twice, so the writer looks first: a commit that stands already, signed or not, is the one to be written. So a
 * second time gives the same commits, after a crash and on another machine. Commits of other people aren't signed.
 */
export function openCommitWriter(
  workspace: SigningWorkspace,
  { committer, ground }: BotCommits,
  standing: Standing,
): WriteCommit {
  const { store, signing } = workspace
  const { sign } = ground.inForce.policy.committer
  let known: Promise<Map<string, string>> | null = null
  let key: Promise<SigningKey | null> | null = null
  return async (commit) => {
    if (!commit.committer.includes(`<${committer.email}>`))
      return store.write('commit', serializeCommit(commit))
    known ??= readStanding(workspace, standing)
    const payload = serializeCommit(commit)
    const found = (await known).get(payload.toString('latin1'))
    if (found !== undefined) return found

    key ??= sign && signing ? chooseSigningKey(signing) : Promise.resolve(null)
    const sha = await write(workspace, commit, await key)
    const commits = await known
    commits.set(payload.toString('latin1'), sha)
    return sha
  }
}

async function write({ store }: Workspace, commit: NewCommit, key: SigningKey | null): Promise<string> {
  return key === null
    ? store.write('commit', serializeCommit(commit))
    : writeSignedCommit({ store, commit, key })
}

/** The commits that stand, by what each is without its signature. */
async function readStanding(
  { quarantine, store }: Workspace,
  { heads, since }: Standing,
): Promise<Map<string, string>> {
  const there = [...new Set(heads)].flatMap((head) => (head === null || head === since ? [] : [head]))
  if (there.length === 0) return new Map()
  const args = ['rev-list', '--ignore-missing', `--max-count=${MOST_COMMITS}`, ...there, `^${since}`, '--']
  const listed = (await runGitText(args, { gitDir: quarantine.gitDir })).split('\n').filter(Boolean)
  const read = async (sha: string) =>
    [dropSignature((await store.read(sha)).data).toString('latin1'), sha] as const
  return new Map(await Promise.all(listed.map(read)))
}
