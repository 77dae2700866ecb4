import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { GitError } from '../../src/git/run-git.ts'
import { pipeGit } from '../../src/git/stream-git.ts'
import { workTree } from '../worlds/git/work-tree.ts'
import { folder } from './repositories.ts'

const unheard = () => undefined

it('a pipe tells what its reader said, though the writer is ended by it', async () => {
  await using place = await folder()
  const { git, gitDir } = workTree(place.path)
  const blob = git(['hash-object', '-w', '--stdin'], randomBytes(4_000_000))
  const from = { args: ['cat-file', 'blob', blob], gitDir }
  const told = await pipeGit(from, { args: ['unpack-objects', '-q'], gitDir }, unheard).catch(
    (error) => error,
  )
  expect(told).toBeInstanceOf(GitError)
  expect(told.message).toContain('git unpack-objects ended with 128: fatal: bad pack file')
})

it('a pipe tells what its writer said, though its reader then misses something', async () => {
  await using place = await folder()
  const { gitDir } = workTree(place.path)
  const from = { args: ['cat-file', 'blob', 'nothing'], gitDir }
  const told = await pipeGit(from, { args: ['unpack-objects', '-q'], gitDir }, unheard).catch(
    (error) => error,
  )
  expect(told.message).toContain('git cat-file ended with 128: fatal: Not a valid object name nothing')
})
