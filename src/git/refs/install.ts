import { Refused } from '../../release/refusal.ts'
import type { Quarantine } from '../objects/quarantine.ts'
import { findTellingLine } from '../remotes/remote-failure.ts'
import type { LocalRepository } from '../repository.ts'
import { GitError, runGit, runGitText } from '../run-git.ts'
import { pipeGit } from '../stream-git.ts'

/** A ref to make: its whole name and what it will point at. */
export interface NewRef {
  readonly name: string
  readonly sha: string
}

interface Installation {
  readonly quarantine: Quarantine
  readonly repository: LocalRepository
  readonly refs: readonly NewRef[]
  /** Commits that the repository has: what they reach is not copied. */
  readonly known: readonly string[]
}

/**
 * Brings what was built into the repository: objects first, then all refs in one transaction. A crash in between
 * leaves objects that nothing points at, which `git gc` removes, and no ref.
 *
 * @returns `unchanged` when every ref is there already and points at the same object
 * @throws {Refused} when a ref is there and points elsewhere, or another process holds its lock
 */
export async function install(installation: Installation): Promise<'created' | 'unchanged'> {
  const { repository, refs } = installation
  const missing: NewRef[] = []
  for (const ref of refs) {
    // A name that is not whole would become a file of the git directory itself, like HEAD.
    if (!/^refs\/(heads|tags)\//.test(ref.name)) throw new Error(`${ref.name} isn't a branch or a tag`)
    const there = await resolveRef(repository, ref.name)
    if (there === null) missing.push(ref)
    else if (there !== ref.sha) throw new Refused(refuseElsewhere(ref, there))
  }
  if (missing.length === 0) return 'unchanged'

  try {
    await rehearseRefs(installation, missing)
    await copyObjects(installation, missing)
    await updateRefs(repository, [
      ...missing.map(({ name, sha }) => `create ${name}\0${sha}`),
      'prepare',
      'commit',
    ])
    return 'created'
  } catch (error) {
    // Another process that builds the same may have been quicker.
    if (error instanceof Refused && (await areThere(installation))) return 'unchanged'
    throw error
  }
}

async function areThere({ repository, refs }: Installation): Promise<boolean> {
  for (const { name, sha } of refs) if ((await resolveRef(repository, name)) !== sha) return false
  return true
}

/** Takes the refs' locks and gives them back, so that one in the way is found before any object is copied. */
async function rehearseRefs({ repository, known }: Installation, refs: readonly NewRef[]): Promise<void> {
  const [there] = known
  if (there === undefined) return
  await updateRefs(repository, [...refs.map(({ name }) => `create ${name}\0${there}`), 'prepare', 'abort'])
}

/** In milliseconds: who holds the lock may be a build like ours, and soon be done. */
const TIMEOUT = 'core.filesRefLockTimeout=1000'

/** The commands end in NUL, so that no name can be read as another command. */
async function updateRefs({ gitDir }: LocalRepository, commands: readonly string[]): Promise<void> {
  const input = ['start', ...commands].map((command) => `${command}\0`).join('')
  await runGit(['update-ref', '--stdin', '-z'], { gitDir, input, settings: [TIMEOUT] }).catch(
    (error: unknown) => {
      throw error instanceof GitError ? toInstallRefusal(error) : error
    },
  )
}

/** What a ref points at, not peeled; null when there is none. */
export async function resolveRef(repository: LocalRepository, name: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', name]
  const { code, stdout } = await runGit(args, { gitDir: repository.gitDir, answers: [1] })
  return code === 0 ? stdout.toString().trim() : null
}

async function copyObjects(
  { quarantine, repository, known }: Installation,
  refs: readonly NewRef[],
): Promise<void> {
  const revisions = [...refs.map(({ sha }) => sha), ...known.map((sha) => `^${sha}`)].join('\n')
  await pipeGit(
    {
      args: ['pack-objects', '--revs', '--stdout', '--quiet', '--delta-base-offset'],
      gitDir: quarantine.gitDir,
      input: `${revisions}\n`,
    },
    { args: ['unpack-objects', '-q'], gitDir: repository.gitDir },
    () => undefined,
  )
  // Connected before anything points at them: whoever repacks at the same time must not have taken what they need.
  const heads = refs.map(({ sha }) => `${sha}\n`).join('')
  await runGitText(['rev-list', '--objects', '--quiet', '--stdin', '--not', '--all'], {
    gitDir: repository.gitDir,
    input: heads,
  })
}

function refuseElsewhere({ name, sha }: NewRef, there: string) {
  const short = name.replace(/^refs\/(heads|tags)\//, '')
  const kind = name.startsWith('refs/tags/') ? 'tag' : 'branch'
  const remove = kind === 'tag' ? `git tag -d ${short}` : `git branch -D ${short}`
  return {
    kind: 'rule',
    what: `The ${kind} ${short} already exists, at ${there.slice(0, 10)}; this build is ${sha.slice(0, 10)}. Nothing was changed.`,
    next: `Check it (\`git log ${short}\`). If you don't need it: \`${remove}\`, then build again.`,
  } as const
}

function toInstallRefusal(error: GitError): unknown {
  const said = findTellingLine(error.stderr).replace(/^prepare: /, '')
  if (/Unable to create .*\.lock'?: File exists/.test(error.stderr)) {
    const lock = /'([^']+\.lock)'/.exec(error.stderr)?.[1] ?? 'the lock file'
    return new Refused({
      kind: 'repository',
      what: `Another git process has locked ${lock}, or a crashed one left the lock behind. Nothing was changed.`,
      next: 'Wait until it ends. If no git process runs on this repository, delete that file and build again.',
    })
  }
  if (/couldn't write|unable to write|Unable to create|No space left/i.test(error.stderr)) {
    return new Refused({
      kind: 'repository',
      what: `git could not write the branch: ${said}. Nothing was changed.`,
      next: 'Check that the disk of the repository has room and that you can write to it. Then build again.',
    })
  }
  if (/cannot lock ref|exists; cannot create|conflicts with/.test(error.stderr)) {
    return new Refused({
      kind: 'repository',
      what: `git could not create the branch: ${said}. Nothing was changed.`,
      next: 'If a branch named like a folder of this one is in the way, rename it (`git branch -m OLD NEW`); if the branch appeared just now, look at it and build again.',
    })
  }
  return error
}
