import { runSandboxGit, runSandboxGitText } from './run.ts'

/** A branch or tag: what it points at, and for an annotated tag the commit behind it. */
export interface Ref {
  readonly name: string
  readonly object: string
  readonly kind: 'commit' | 'tag' | 'tree' | 'blob'
  readonly commit: string
}

export const NO_OBJECT = '0'.repeat(40)
const OBJECT = /^[0-9a-f]{40}$/
const FORMAT = '--format=%(objectname) %(objecttype) %(*objectname) %(refname)'
const LINE = /^(?<object>[0-9a-f]{40}) (?<kind>commit|tag|tree|blob) (?<peeled>[0-9a-f]*) (?<name>.+)$/

/** All refs below a full name, `refs/heads/`; or that one ref. */
export async function listRefs(gitDir: string, below: string): Promise<Ref[]> {
  const text = await runSandboxGitText(gitDir, ['for-each-ref', FORMAT, below])
  return text.split('\n').flatMap((line) => {
    const { object, kind, peeled, name } = LINE.exec(line)?.groups ?? {}
    if (!object || !name || !isKind(kind)) return []
    return [{ name, object, kind, commit: peeled || object }]
  })
}

/** The ref of this full name, `refs/heads/main`. */
export async function readRef(gitDir: string, name: string): Promise<Ref | undefined> {
  if (!name.startsWith('refs/')) return undefined
  return (await listRefs(gitDir, name)).find((ref) => ref.name === name)
}

/** The commit that a person means: a full id, a branch, a tag, or a ref with its first part(s). */
export async function resolveRevisionToCommit(gitDir: string, revision: string): Promise<string | undefined> {
  const names = OBJECT.test(revision)
    ? [revision]
    : [`refs/heads/${revision}`, `refs/tags/${revision}`, `refs/${revision}`, revision].filter(isFullName)
  for (const name of names) {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
    const { code, stdout } = await runSandboxGit(gitDir, args, { answers: [1, 128] })
    if (code === 0) return stdout.toString().trim()
  }
  return undefined
}

export async function readKind(gitDir: string, object: string): Promise<Ref['kind'] | undefined> {
  if (!OBJECT.test(object)) return undefined
  const { stdout } = await runSandboxGit(gitDir, ['cat-file', '-t', object], { answers: [128] })
  const kind = stdout.toString().trim()
  return isKind(kind) ? kind : undefined
}

export async function isGoodName(gitDir: string, name: string): Promise<boolean> {
  return (await runSandboxGit(gitDir, ['check-ref-format', name], { answers: [1] })).code === 0
}

/** Moves, makes (from nothing) or deletes (to nothing) a ref, only where it still is as expected. */
export async function moveRef(
  gitDir: string,
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string },
): Promise<boolean> {
  const args = to === NO_OBJECT ? ['update-ref', '-d', name, from] : ['update-ref', name, to, from]
  return (await runSandboxGit(gitDir, args, { answers: [1, 128] })).code === 0
}

/** Whether nothing of `older` is missing in `newer`. */
export async function isSandboxAncestor(gitDir: string, older: string, newer: string): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', older, newer]
  return (await runSandboxGit(gitDir, args, { answers: [1, 128] })).code === 0
}

function isFullName(name: string): boolean {
  return /^refs\/(?!.*(\.\.|[\s~^:?*[\\]|@\{))/.test(name)
}

function isKind(kind: string | undefined): kind is Ref['kind'] {
  return kind === 'commit' || kind === 'tag' || kind === 'tree' || kind === 'blob'
}
