import { Refused } from '../../release/refusal.ts'
import { runProgram } from './run-program.ts'

/**
 * Makes an SSH key without a passphrase that signs tags, for a place where nothing is at stake.
 *
 * @returns whether it could be made: not every machine has ssh-keygen
 * @throws {Refused} when ssh-keygen will not write there
 */
export async function makeSshKey(file: string): Promise<boolean> {
  const args = ['-q', '-t', 'ed25519', '-N', '', '-C', 'release-captain sandbox', '-f', file]
  const answer = await runProgram({ program: 'ssh-keygen', args, input: '' })
  if (answer === null) return false
  if (answer.code === 0) return true

  throw new Refused({
    kind: 'repository',
    what: `ssh-keygen made no key at ${file}: ${answer.stderr.trim().slice(0, 200)}`,
    next: 'Check that the disk has room and that the folder is writable.',
  })
}
