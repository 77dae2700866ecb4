import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refused } from '../../release/refusal.ts'
import { withPrivateFolder } from './private-folder.ts'
import { type ProgramAnswer, runProgram } from './run-program.ts'
import type { Signer } from './signer.ts'

interface GpgKey {
  readonly keyId: string
  readonly gnupgHome?: string
  readonly program?: string
}

/** `--pinentry-mode error`: where a passphrase is needed and the agent does not have it, gpg says so and ends. */
const QUIET = ['--batch', '--no-tty', '--pinentry-mode', 'error']

interface Gpg {
  readonly program: string
  readonly run: (args: readonly string[], input: string | Uint8Array) => Promise<ProgramAnswer>
}

/**
 * Prepares a GPG key.
 *
 * @throws {Refused} when there is no gpg, or not exactly one usable secret key by that name
 */
export async function createGpgSigner(key: GpgKey): Promise<Signer> {
  const gpg = createGpg(key)
  const { fingerprint, owner } = await findKey(gpg, key.keyId)
  return {
    name: `GPG key ${fingerprint}${owner === '' ? '' : ` (${owner})`}`,
    sign: (payload) => signWithGpg(gpg, key.keyId, payload),
    verify: (payload, signature) => verify(gpg, { payload, signature, fingerprint }),
  }
}

function createGpg(key: GpgKey): Gpg {
  const program = key.program ?? 'gpg'
  const env = key.gnupgHome === undefined ? {} : { GNUPGHOME: key.gnupgHome }
  return {
    program,
    run: async (args, input) => {
      const answer = await runProgram({ program, args: [...QUIET, ...args], input, env })
      if (answer) return answer
      throw new Refused({
        kind: 'usage',
        what: `Signing needs GPG, but there is no \`${program}\` on this machine.`,
        next: 'Install GnuPG, or sign with an SSH key: `--sign-format ssh --sign-key FILE`.',
      })
    },
  }
}

interface SecretKey {
  readonly fingerprint: string
  readonly owner: string
  readonly validity: string
  readonly abilities: string
}

async function findKey(gpg: Gpg, keyId: string): Promise<SecretKey> {
  const { stdout } = await gpg.run(['--with-colons', '--list-secret-keys', '--', keyId], '')
  const keys = parseSecretKeys(stdout.toString())
  const [key] = keys
  if (!key) throw new Refused(refuseNoKey(keyId))
  if (keys.length > 1) throw new Refused(refuseSeveralKeys(keyId, keys))
  if ('er'.includes(key.validity)) throw new Refused(refuseSpentKey(key))
  if (!key.abilities.includes('S')) throw new Refused(cannotSign(key))
  return key
}

/** gpg's colon format (doc/DETAILS): `sec` begins a key, the first `fpr` and `uid` after it are the primary ones. */
function parseSecretKeys(listing: string): SecretKey[] {
  const blocks = `\n${listing}`.split('\nsec:').slice(1)
  return blocks.map((block) => {
    const lines = `sec:${block}`.split('\n').map((line) => line.split(':'))
    const [sec, fpr, uid] = ['sec', 'fpr', 'uid'].map((type) => lines.find(([kind]) => kind === type))
    return {
      fingerprint: fpr?.[9] ?? '',
      owner: (uid?.[9] ?? '').replace(/\\x3a/g, ':'),
      validity: sec?.[1] || '-',
      abilities: sec?.[11] ?? '',
    }
  })
}

async function signWithGpg(gpg: Gpg, keyId: string, payload: string | Uint8Array): Promise<string> {
  const args = ['--status-fd=2', `--local-user=${keyId}`, '--armor', '--detach-sign', '--output=-']
  const { code, stdout, stderr } = await gpg.run(args, payload)
  if (code === 0 && stderr.includes('[GNUPG:] SIG_CREATED ')) return stdout.toString()
  throw new Refused({
    kind: 'usage',
    what: `gpg could not sign with the key ${keyId}: ${explainReason(code, stderr)}.`,
    next: 'If it has a passphrase, unlock it in gpg-agent first (sign anything with it once). In a script, use a key without a passphrase, or an SSH key in an agent.',
  })
}

function explainReason(code: number | null, stderr: string): string {
  if (code === null) return 'it timed out'
  if (/pinentry|passphrase|ioctl|cancelled/i.test(stderr))
    return "it needs a passphrase, and gpg can't ask for it here"
  const line = stderr.split('\n').find((text) => text !== '' && !text.startsWith('[GNUPG:]'))
  return line?.replace(/^gpg: /, '') ?? `it ended with ${code}`
}

/** The exit code says that a signature is good, VALIDSIG says whose it is: its last field is the primary key. */
async function verify(
  gpg: Gpg,
  {
    payload,
    signature,
    fingerprint,
  }: { payload: string | Uint8Array; signature: string; fingerprint: string },
): Promise<void> {
  const { code, stdout, stderr } = await withPrivateFolder(async (folder) => {
    const file = join(folder, 'tag.sig')
    await writeFile(file, signature)
    return gpg.run(['--status-fd=1', '--verify', file, '-'], payload)
  })
  const status = stdout.toString().split('\n')
  const valid = status.filter((line) => line.startsWith('[GNUPG:] VALIDSIG '))
  const good = status.some((line) => line.startsWith('[GNUPG:] GOODSIG '))
  const isOurs = valid.length === 1 && valid[0]?.trimEnd().split(' ').at(-1) === fingerprint
  if (code !== 0 || !good || !isOurs) {
    throw new Error(`the new signature is not one of GPG key ${fingerprint}: ${stderr.trim()}`)
  }
}

function refuseNoKey(keyId: string) {
  return {
    kind: 'usage',
    what: `gpg has no secret key for \`${keyId}\` here.`,
    next: 'See the keys that it has with `gpg --list-secret-keys`, and name one by its fingerprint.',
  } as const
}

function refuseSeveralKeys(keyId: string, keys: readonly SecretKey[]) {
  return {
    kind: 'usage',
    what: `gpg has ${keys.length} secret keys for \`${keyId}\`: ${keys.map((key) => key.fingerprint).join(', ')}.`,
    next: 'Name one of them by its fingerprint.',
  } as const
}

function refuseSpentKey({ fingerprint, validity }: SecretKey) {
  return {
    kind: 'usage',
    what: `The GPG key ${fingerprint} ${validity === 'e' ? 'has expired' : 'was revoked'}.`,
    next:
      validity === 'e'
        ? `Extend it with \`gpg --quick-set-expire ${fingerprint} 1y\`, or name another key.`
        : 'Name another key.',
  } as const
}

function cannotSign({ fingerprint }: SecretKey) {
  return {
    kind: 'usage',
    what: `The GPG key ${fingerprint} cannot sign: it was made for other uses.`,
    next: 'Name a key that can sign (an `S` in `gpg --list-secret-keys`).',
  } as const
}
