import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refused } from '../../release/refusal.ts'
import { withPrivateFolder } from './private-folder.ts'
import { type ProgramAnswer, runProgram } from './run-program.ts'
import type { Signer } from './signer.ts'
import { isPublicKey } from './signing-key.ts'

type SshKey = { readonly program?: string } & ({ readonly keyFile: string } | { readonly publicKey: string })

/**
 * Whom the signature is said to be from while it is verified. The list of allowed signers holds our key alone, so any
 * name will do; a fixed one cannot be mistaken for a pattern, as a mail address with a `*` would be.
 */
const PRINCIPAL = 'release-captain'
const KEYGEN = 'ssh-keygen'
/** Never asks: a key that needs a passphrase fails at once. */
const NO_PASSPHRASE = ['-P', '']

/**
 * Prepares an SSH key.
 *
 * @throws {Refused} when there is no ssh-keygen, or no such key
 */
export async function createSshSigner(key: SshKey): Promise<Signer> {
  const publicKey = 'publicKey' in key ? key.publicKey : await readPublicKey(resolve(key.keyFile))
  const [type = '', blob = ''] = publicKey.split(' ')
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64').replace(/=+$/, '')
  return {
    name: `SSH key SHA256:${digest}`,
    sign: (payload) => signWithSsh(key, publicKey, payload),
    verify: (payload, signature) => verify(`${type} ${blob}`, payload, signature),
  }
}

async function runKeygen(args: readonly string[], input: string | Uint8Array = ''): Promise<ProgramAnswer> {
  const answer = await runProgram({ program: KEYGEN, args, input })
  if (!answer) throw new Refused(refuseNoProgram(KEYGEN))
  return answer
}

/** The private key's own word counts before that of a `.pub` beside it, which may be of another key. */
async function readPublicKey(keyFile: string): Promise<string> {
  if (!existsSync(keyFile)) throw new Refused(refuseNoFile(keyFile))
  const beside = keyFile.endsWith('.pub') ? keyFile : `${keyFile}.pub`
  if (beside !== keyFile) {
    const { code, stdout, stderr } = await runKeygen(['-y', ...NO_PASSPHRASE, '-f', keyFile])
    if (code === 0) return stdout.toString().trim()
    if (!existsSync(beside)) throw new Refused(refuseUnusableKey(keyFile, stderr))
  }
  const [line = ''] = (await readFile(beside, 'utf8')).trim().split('\n')
  if (!isPublicKey(line)) throw new Refused(refuseNoKey(beside))
  return line
}

/** As git itself calls the program: a file to sign, and the signature beside it. Other programs know no other way. */
async function signWithSsh(key: SshKey, publicKey: string, payload: string | Uint8Array): Promise<string> {
  const program = key.program ?? KEYGEN
  return withPrivateFolder(async (folder) => {
    const [file, agentKey] = [join(folder, 'payload'), join(folder, 'key.pub')]
    await writeFile(file, payload)
    await writeFile(agentKey, `${publicKey}\n`)
    const silent = key.program === undefined ? NO_PASSPHRASE : []
    const named = 'keyFile' in key ? ['-f', resolve(key.keyFile)] : ['-f', agentKey, '-U']
    const args = ['-Y', 'sign', ...silent, '-n', 'git', ...named, file]
    const answer = await runProgram({ program, args, input: '' })
    if (!answer) throw new Refused(refuseNoProgram(program))
    if (answer.code === 0) return readFile(`${file}.sig`, 'utf8')
    throw new Refused(couldNotSign(key, answer))
  })
}

/**
 * Checks the exit code, not the words: a foreign key prints `Good "git" signature` too, and only the list of allowed
 * signers, which has our key and no other, makes the program say no.
 */
async function verify(publicKey: string, payload: string | Uint8Array, signature: string): Promise<void> {
  const answer = await withPrivateFolder(async (folder) => {
    const [allowed, file] = [join(folder, 'allowed'), join(folder, 'tag.sig')]
    await writeFile(allowed, `${PRINCIPAL} namespaces="git" ${publicKey}\n`)
    await writeFile(file, signature)
    return runKeygen(['-Y', 'verify', '-n', 'git', '-f', allowed, '-I', PRINCIPAL, '-s', file], payload)
  })
  const said = answer.stdout.toString()
  if (answer.code !== 0 || !said.startsWith(`Good "git" signature for ${PRINCIPAL} with `)) {
    throw new Error(`the new signature is not one of ${publicKey}: ${(said + answer.stderr).trim()}`)
  }
}

function couldNotSign(key: SshKey, { code, stderr }: ProgramAnswer) {
  const name = 'keyFile' in key ? key.keyFile : key.publicKey
  if (/incorrect passphrase/.test(stderr)) return refuseLockedKey(name)
  if (/No private key found|agent|Couldn't load public key/i.test(stderr)) return refuseNotInAgent(name)
  const line = code === null ? 'it timed out' : (stderr.trim().split('\n').at(-1) ?? '')
  return {
    kind: 'usage',
    what: `Nothing could be signed with the SSH key ${name}: ${line}.`,
    next: 'Try the key with `ssh-keygen -Y sign -n git -f KEY FILE`, or name another one.',
  } as const
}

function refuseUnusableKey(keyFile: string, stderr: string) {
  if (/incorrect passphrase/.test(stderr)) return refuseLockedKey(keyFile)
  if (/bad permissions|too open/i.test(stderr)) {
    return {
      kind: 'usage',
      what: `The SSH key ${keyFile} can be read by other users, so ssh-keygen refuses it.`,
      next: `Make it private: \`chmod 600 ${keyFile}\`.`,
    } as const
  }
  return {
    kind: 'usage',
    what: `${keyFile} isn't an SSH private key.`,
    next: 'Name the file of a private key, or of a public one (`.pub`) that an agent holds.',
  } as const
}

function refuseLockedKey(name: string) {
  return {
    kind: 'usage',
    what: `The SSH key ${name} has a passphrase, and ssh-keygen can't ask for it here.`,
    next: `Add it to an agent first: \`ssh-add ${name}\`, or name a key without a passphrase.`,
  } as const
}

function refuseNotInAgent(name: string) {
  return {
    kind: 'usage',
    what: `Only the public part of the SSH key ${name} is here, and no agent holds the private one.`,
    next: 'Add it to an agent with `ssh-add` (SSH_AUTH_SOCK must lead to that agent), or name the private key.',
  } as const
}

function refuseNoFile(keyFile: string) {
  return {
    kind: 'usage',
    what: `There is no SSH key at ${keyFile}.`,
    next: 'Name the file of a private key, or of a public one (`.pub`) that an agent holds.',
  } as const
}

function refuseNoKey(file: string) {
  return {
    kind: 'usage',
    what: `${file} isn't an OpenSSH public key.`,
    next: 'Name the file of a private key, or of a public one (`.pub`) that an agent holds.',
  } as const
}

function refuseNoProgram(program: string) {
  return {
    kind: 'usage',
    what: `Signing needs SSH, but there is no \`${program}\` on this machine.`,
    next: 'Install the OpenSSH client (8.2 or newer).',
  } as const
}
