import { existsSync } from 'node:fs'
import { lstat, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { InitReport } from '../../cli/engine.ts'
import { CONFIG_FILE } from '../../config/read-policy.ts'
import { runGit } from '../../git/run-git.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** What is put where. */
export interface ConfigToPut {
  readonly repository: string
  readonly text: string
  /** Whether main has one. */
  readonly hasConfig: boolean
}

/** Writes a config into the work tree of a clone. What is there already is never overwritten. */
export async function putConfig(
  { mirrorOf }: Pick<Workspace, 'mirrorOf'>,
  { repository, text, hasConfig }: ConfigToPut,
): Promise<InitReport['written']> {
  const root = mirrorOf === null ? await findWorkTree(repository) : null
  if (root === null) return { kind: 'no-work-tree' }
  const path = join(root, CONFIG_FILE)
  // A link for a folder would lead out of the repository.
  if (await isLink(dirname(path))) return { kind: 'no-work-tree' }
  if (hasConfig || existsSync(path)) return { kind: 'exists', path: CONFIG_FILE }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text, { flag: 'wx' })
  return { kind: 'written', path: CONFIG_FILE }
}

/** The root of the work tree; null for a bare repository. */
async function findWorkTree(repository: string): Promise<string | null> {
  const args = ['-C', repository, 'rev-parse', '--show-toplevel']
  const { code, stdout } = await runGit(args, { network: true, answers: [128] })
  const root = stdout.toString().replace(/\n$/, '')
  return code === 0 && root !== '' ? root : null
}

async function isLink(path: string): Promise<boolean> {
  return existsSync(path) && (await lstat(path)).isSymbolicLink()
}
