import { once } from 'node:events'
import { pipeline } from 'node:stream/promises'
import { GitError, type GitRunOptions, spawnGit } from './run-git.ts'

/** A git command to run: its arguments and settings, and what it reads. */
interface GitCommand extends GitRunOptions {
  readonly args: readonly string[]
}

/**
 * Runs git and hands its output on as it comes, so that an answer of any size needs no more memory than a chunk.
 *
 * @throws {GitError} when git ends with anything but 0
 */
export async function streamGit(command: GitCommand, onChunk: (chunk: Buffer) => void): Promise<void> {
  const running = start(command)
  running.child.stdin.end(command.input)
  running.child.stdout.on('data', onChunk)
  await running.ended
}

/**
 * Runs two git commands at once, the first's output going into the second.
 *
 * @throws {GitError} where both fail, of the second if it stopped to read, which ends the first; else of the first, as
 *   the second then fails for want of input
 */
export async function pipeGit(
  from: GitCommand,
  to: GitCommand,
  onChunk: (chunk: Buffer) => void,
): Promise<void> {
  const [first, second] = [start(from), start(to)]
  first.child.stdin.end(from.input)
  second.child.stdout.on('data', onChunk)
  const piped = pipeline(first.child.stdout, second.child.stdin)
  const [giving, taking, passing] = await Promise.allSettled([first.ended, second.ended, piped])
  for (const result of passing.status === 'rejected' ? [taking, giving] : [giving, taking]) {
    if (result.status === 'rejected') throw result.reason
  }
}

function start(command: GitCommand) {
  const child = spawnGit(command.args, command)
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-8000)
  })
  child.stdin.on('error', () => undefined)
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new GitError(command.args, typeof code === 'number' ? code : null, stderr)
  })
  return { child, ended }
}
