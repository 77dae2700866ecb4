// The labelled releases that the candidate benches run on, and git directories to run in.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { PickPlace } from '../src/git/candidates/prove-reverts.ts'
import { openObjects } from '../src/git/objects/object-store.ts'
import { PickEngine } from '../src/git/picks/pick-engine.ts'
import { runGitText } from '../src/git/run-git.ts'
import type { Candidate } from '../src/release/changes/candidate.ts'

/** One release: what main had (`main_first_parent`), what people took (`positive`), what the line had (`already`). */
const RELEASE = z.object({
  id: z.string(),
  repo: z.string(),
  base_sha: z.string(),
  main: z.string(),
  main_cut: z.string(),
  main_first_parent: z.array(z.string()),
  positive: z.array(z.string()),
  already: z.array(
    z.object({ main_sha: z.string(), main_first_parent: z.string(), how: z.array(z.string()) }),
  ),
})
export type Release = z.infer<typeof RELEASE>

/** The releases of a dataset, one JSON object a line, whose name contains `only`. */
export async function readReleases(file: string, only: string): Promise<Release[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean)
  return lines.map((line) => RELEASE.parse(JSON.parse(line))).filter(({ id }) => id.includes(only))
}

/** A folder for the length of a bench. */
export async function withScratch(work: (scratch: string) => Promise<void>): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'release-captain-bench-'))
  try {
    await work(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** A git directory of our own that borrows a clone's objects: the clones are never written to. */
/** Opens the pick engine of a scratch git directory. */
export async function openPicking(gitDir: string): Promise<PickPlace & AsyncDisposable> {
  const [format, gitVersion] = [
    await runGitText(['rev-parse', '--show-object-format'], { gitDir }),
    await runGitText(['version']),
  ]
  const store = openObjects(gitDir, format === 'sha256' ? 'sha256' : 'sha1')
  const engine = new PickEngine({ store, gitDir, keptDir: null, jobs: 2, gitVersion })
  const close = async () => {
    await engine.close()
    await store.close()
  }
  return { store, engine, [Symbol.asyncDispose]: close }
}

export async function borrow(from: { repos: string; scratch: string }, repo: string): Promise<string> {
  const name = repo.replace('/', '+')
  const clone = [`${name}.git`, join(name, 'repo')]
    .map((path) => join(from.repos, path))
    .find((path) => existsSync(path))
  if (clone === undefined) throw new Error(`no clone of ${repo} below ${from.repos}`)
  const gitDir = join(from.scratch, name)
  for (const folder of ['objects/info', 'refs']) await mkdir(join(gitDir, folder), { recursive: true })
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n')
  await writeFile(join(gitDir, 'objects/info/alternates'), `${join(clone, 'objects')}\n`)
  return gitDir
}

/** Every commit that stands for a candidate. */
export function shasOf(candidate: Candidate): string[] {
  return [...candidate.commits, ...candidate.merged].map(({ sha }) => sha)
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`
}
