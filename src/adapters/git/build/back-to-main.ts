import { planBump } from '../../../git/bump/plan-bump.ts'
import { findPlaceAt } from '../../../git/bump/tree-place.ts'
import { type Committer, readCommit, type WriteCommit } from '../../../git/objects/commit-objects.ts'
import { replaceBlob } from '../../../git/objects/trees.ts'
import { commitPick } from '../../../git/picks/build-commits.ts'
import { insertRelease } from '../../../messages/notes/changelog.ts'
import {
  commitBump,
  createCommitter,
  getVersions,
  type ReleaseSpan,
} from '../../../planner/build/release-commits.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import { getSubject } from '../../../release/changes/candidate.ts'
import type { BumpFile } from '../../../release/policy/branch-and-build.ts'
import { Refused } from '../../../release/refusal.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import { formatTagName } from '../../../release/versions/tag-names.ts'
import type { BringBackQuery, BroughtBack } from '../../../runtime/ports/git.ts'
import { getRepositoryPage } from '../draft-notes.ts'
import { type PinnedGround, readGroundAt } from '../ground.ts'
import { findBase } from '../plan/settled-plan.ts'
import { findBranchHead, isOursAlone, putBranch } from './branches.ts'
import { openCommitWriter, type SigningWorkspace } from './commit-writer.ts'

/**
 * What is on the line alone, and §1.3 for main: the version is raised only where main still has the one before the release, because main may be on the
 * next minor by now; the changelog gets the release's section once. Main as it is gives the same commit again. A branch
 * that an earlier try left behind is replaced, where nobody else pushed to it.
 *
 * @throws {Refused} where somebody else's commit has the name of the branch
 */
export async function pushBackToMain(
  workspace: SigningWorkspace,
  asking: BringBackQuery,
): Promise<BroughtBack | null> {
  const ground = await readGroundAt(workspace, { main: null, policy: asking.policy })
  const { policy } = ground.inForce
  const { commit: on, ref: main } = ground.main
  const of = { version: asking.version, base: findBase(ground, asking.version, asking.base) }
  const committer = await createCommitter(workspace.store, on, policy.committer)
  const { at, branch } = asking
  const standing = await findBranchHead(workspace, branch)
  const write = openCommitWriter(workspace, { committer, ground }, { heads: [standing], since: on })
  const fixes = await bringFixes(workspace, { on, committer, write, commits: asking.commits })
  const { tree } = fixes
  const raised = await raise(workspace, { tree, of, files: policy.versionBump.files })
  const told = await reportBroughtBack(workspace, { tree: raised.tree, of, asking, ground })
  if (told.tree === tree && fixes.head === on) return null

  const message = `chore: bring ${asking.version} back to ${main}`
  const made = { on: fixes.head, tree: told.tree, committer, message }
  const head = told.tree === tree ? fixes.head : await commitBump(write, made)
  const isOurs = standing !== null && (await isOursAlone(workspace, standing, { since: on, committer }))
  await putBranch(workspace, { at, policy, branch, head, onto: [isOurs ? standing : null] })
  const left = [...fixes.left, ...raised.left, ...told.left]
  return { head, main, fixes: fixes.brought, raised: [...raised.paths], changelog: told.changelog, left }
}

interface BroughtFixes {
  readonly head: string
  readonly tree: string
  /** The titles of what was picked. */
  readonly brought: readonly string[]
  readonly left: readonly string[]
}

interface FixesToBring {
  readonly on: string
  readonly committer: Committer
  readonly write: WriteCommit
  readonly commits: readonly string[]
}

/** What people put on the line alone is picked onto main, each commit by itself; what doesn't apply there is left to people. */
async function bringFixes(
  { engine, store }: Workspace,
  { on, committer, write, commits }: FixesToBring,
): Promise<BroughtFixes> {
  const [brought, left]: [string[], string[]] = [[], []]
  let head = on
  let { tree } = await readCommit(store, on)
  for (const sha of commits) {
    const { message, parents } = await readCommit(store, sha)
    const title = getSubject(message.toString())
    const step = await engine.pick(tree, { sha, mainline: parents.length > 1 ? 1 : null })
    if (step.kind === 'empty') continue
    if (step.kind !== 'clean') {
      left.push(
        `\`${sha.slice(0, 10)}\` (${title}) is on the line alone and doesn't apply to main. Bring it by hand.`,
      )
      continue
    }
    tree = step.tree
    head = await commitPick(
      { store, committer, write, recordOrigin: true },
      { parent: head, from: sha, tree },
    )
    brought.push(title)
  }
  return { head, tree, brought, left }
}

interface Raised {
  readonly tree: string
  readonly paths: ReadonlySet<string>
  readonly left: readonly string[]
}

/** Each file by itself: one that went its own way on main keeps no other from being raised. */
async function raise(
  { store }: Workspace,
  {
    tree,
    of,
    files,
  }: { readonly tree: string; readonly of: ReleaseSpan; readonly files: readonly BumpFile[] },
): Promise<Raised> {
  const { version: to, previous: from } = getVersions(of)
  const paths = new Set<string>()
  const left: string[] = []
  let current = tree
  for (const file of files) {
    // A file that need not be there is no news where it is not.
    if (file.optional && (await findPlaceAt(store, current, file.path)).kind === 'absent') continue
    try {
      const { tree: next, unchanged } = await planBump({ store, tree: current, from, to, files: [file] })
      if (next !== current) paths.add(file.path)
      left.push(...unchanged.map(({ path, why }) => `\`${path}\`: ${why}`))
      current = next
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      left.push(error.refusal.what)
    }
  }
  return { tree: current, paths, left }
}

interface BringBackText {
  readonly tree: string
  readonly of: ReleaseSpan & { readonly base: { readonly name: string } }
  readonly asking: BringBackQuery
  readonly ground: PinnedGround
}

type BroughtBackText = Pick<BroughtBack, 'changelog' | 'left'> & { readonly tree: string }

/** Bytes. A changelog of decades has less. */
const LARGEST = 5_000_000

async function reportBroughtBack({ store }: Workspace, telling: BringBackText): Promise<BroughtBackText> {
  const { tree, asking, ground } = telling
  const path = ground.inForce.policy.backToMain.changelog
  if (path === null) return { tree, changelog: null, left: [] }

  const stays = (why: string): BroughtBackText => ({ tree, changelog: null, left: [`\`${path}\` ${why}.`] })
  const place = await findPlaceAt(store, tree, path)
  if (place.kind !== 'file') return stays(`is not a file on ${ground.main.ref}, so it got no section`)
  if ((await store.measure(place.sha)) > LARGEST) return stays('is too long to be written to')
  const { data } = await store.read(place.sha)
  const before = data.toString('utf8')
  if (!Buffer.from(before, 'utf8').equals(data)) return stays('is not in UTF-8, so it got no section')
  const after = insertRelease(before, {
    version: stripVersionPrefix(asking.version),
    date: asking.date,
    notes: asking.notes,
    compareUrl: compareUrl(telling),
  })
  if (after === null) return stays(`has a section for ${asking.version} already`)
  return {
    tree: await replaceBlob(store, tree, { path, data: Buffer.from(after) }),
    changelog: path,
    left: [],
  }
}

function compareUrl({ of, asking, ground }: BringBackText): string | null {
  const { notes, tagPattern } = ground.inForce.policy
  const page = notes.repositoryUrl ?? getRepositoryPage(asking.at)
  const tag = formatTagName(tagPattern, stripVersionPrefix(asking.version))
  return page === null ? null : `${page}/compare/${of.base.name}...${tag}`
}
