import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Refused } from '../../release/refusal.ts'
import { runGit } from '../run-git.ts'

/** With what a tag is signed (§3.2). */
export type SigningKey =
  | {
      readonly format: 'gpg'
      /** Whatever gpg finds one key by: fingerprint, key id, mail address. */
      readonly keyId: string
      readonly gnupgHome?: string
      readonly program?: string
    }
  | {
      readonly format: 'ssh'
      /** A private key, or a public one (`.pub`) whose private part an agent holds. */
      readonly keyFile: string
      readonly program?: string
    }
  | {
      readonly format: 'ssh-agent'
      /** `ssh-ed25519 AAAA…`: the agent holds the private part. */
      readonly publicKey: string
      readonly program?: string
    }

/** What a person, or the policy, asked for; null for what their own git configuration says. */
export interface KeyChoice {
  readonly format: 'gpg' | 'ssh' | null
  readonly key: string | null
}

/** What git's configuration may say of signing. Only a person's own is read: a repository's could name any program. */
interface GitSettings {
  readonly key: string | null
  readonly format: string | null
  readonly gpgProgram: string | null
  readonly sshProgram: string | null
}

/**
 * The key to sign with: what was asked for, completed by the person's own (global) git configuration, never by the
 * repository's. Null when neither names a key.
 *
 * @throws {Refused} for a format that cannot be used
 */
export async function chooseSigningKey(choice: KeyChoice): Promise<SigningKey | null> {
  const settings = await readPersonalSettings()
  const key = choice.key ?? settings.key
  if (key === null || key === '') return null
  const format = choice.format ?? formatOf(key, choice.key === null ? settings.format : null)
  if (key.startsWith('-')) throw new Refused(refuseNotAKey(key))
  if (format === 'gpg') return { format, keyId: key, ...getProgramSetting(settings.gpgProgram) }
  const literal = key.replace(/^key::/, '')
  if (isPublicKey(literal)) {
    return { format: 'ssh-agent', publicKey: literal, ...getProgramSetting(settings.sshProgram) }
  }
  return { format, keyFile: expandHome(key), ...getProgramSetting(settings.sshProgram) }
}

function getProgramSetting(name: string | null): { readonly program?: string } {
  return name === null ? {} : { program: name }
}

/** What the key itself looks like counts only where nobody said the format. No GPG key goes by a name with a slash. */
function formatOf(key: string, configured: string | null): 'gpg' | 'ssh' {
  switch (configured?.toLowerCase()) {
    case 'openpgp':
      return 'gpg'
    case 'ssh':
      return 'ssh'
    case undefined:
      return key.includes('/') || isPublicKey(key.replace(/^key::/, '')) || existsSync(key) ? 'ssh' : 'gpg'
    default:
      throw new Refused({
        kind: 'usage',
        what: `Your git configuration signs with \`gpg.format ${configured}\`, which isn't supported.`,
        next: 'Name a GPG or SSH key: `--sign-format ssh --sign-key ~/.ssh/id_ed25519`.',
      })
  }
}

/** Whether a text is an OpenSSH public key: its type, a blank, its bytes in base64. */
export function isPublicKey(text: string): boolean {
  return /^(?:ssh|ecdsa|sk)-[\w@.-]+ [A-Za-z0-9+/]+=*(?: .*)?$/.test(text)
}

function expandHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}

async function readPersonalSettings(): Promise<GitSettings> {
  const names = '^(user\\.signingkey|gpg\\.format|gpg\\.program|gpg\\.openpgp\\.program|gpg\\.ssh\\.program)$'
  const { stdout } = await runGit(['config', '--global', '--includes', '-z', '--get-regexp', names], {
    network: true,
    answers: [1],
  })
  const values = new Map(
    stdout
      .toString()
      .split('\0')
      .map((entry) => {
        const end = entry.indexOf('\n')
        return [entry.slice(0, end), entry.slice(end + 1)]
      }),
  )
  return {
    key: values.get('user.signingkey') ?? null,
    format: values.get('gpg.format') ?? null,
    gpgProgram: values.get('gpg.openpgp.program') ?? values.get('gpg.program') ?? null,
    sshProgram: values.get('gpg.ssh.program') ?? null,
  }
}

function refuseNotAKey(key: string) {
  return {
    kind: 'usage',
    what: `\`${key}\` isn't a signing key: it begins with a dash.`,
    next: 'Name a GPG key by its fingerprint, or an SSH key by its file.',
  } as const
}
