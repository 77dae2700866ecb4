import { basename, dirname } from 'node:path'
import { readCommit } from '../../git/objects/commit-objects.ts'
import { findEntryAt, readTree } from '../../git/objects/trees.ts'
import { readLocalConfig } from '../../git/repository.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Main } from './main-branch.ts'

/** Bytes of a README that are looked at. Its title stands at the top. */
const TOP = 4000
/** Larger files are no README that somebody reads. */
const LARGEST = 1_000_000

/**
 * What a product is called where the policy gives it no name: as its repository, in the spelling of the README's title
 * (`rails` is Rails where the title says so).
 */
export async function suggestProductName(workspace: Workspace, main: Main): Promise<string> {
  const name = await getRepositoryName(workspace)
  return (await spelledByTitle(workspace, main, name)) ?? name
}

/** The last part of the remote's URL, else the folder's name. */
async function getRepositoryName({ mirrorOf, repository }: Workspace): Promise<string> {
  const url = mirrorOf ?? (await readLocalConfig(repository, 'remote.origin.url'))
  const { gitDir } = repository
  const folder = basename(gitDir) === '.git' ? dirname(gitDir) : gitDir
  const last = (text: string) => /([^/:\\]+?)(?:\.git)?[/\\]*$/.exec(text)?.[1]
  return last(url ?? '') ?? last(folder) ?? 'product'
}

async function spelledByTitle({ store }: Workspace, main: Main, name: string): Promise<string | null> {
  const { tree } = await readCommit(store, main.commit)
  const readme = (await readTree(store, tree)).find(({ name: file }) =>
    /^readme(\.\w+)?$/i.test(file.toString()),
  )
  const entry = readme ? await findEntryAt(store, tree, readme.name.toString()) : null
  if (!entry?.mode.startsWith('100')) return null
  const { data } = await store.read(entry.sha)
  if (data.length > LARGEST) return null
  const title = /^(?:#\s+(.+)|(.+)\n[=*]{3,}\s*$)/m.exec(data.toString('utf8', 0, TOP))
  const words = (title?.[1] ?? title?.[2] ?? '').match(/[\p{L}\p{N}.-]+/gu) ?? []
  return words.find((word) => word.toLowerCase() === name.toLowerCase()) ?? null
}
