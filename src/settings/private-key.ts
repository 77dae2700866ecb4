import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, isMistake, type SettingMistake } from './mistake.ts'

const NEXT =
  'Create a new one on the App’s page at GitHub (Private keys, Generate), and set PRIVATE_KEY_PATH to its file.'

/**
 * Reads the App's private key from PRIVATE_KEY_PATH, or from PRIVATE_KEY: PEM in PKCS#1, as GitHub gives it, or in
 * PKCS#8; line breaks may be written `\n`, and all of it may be in base64, as environments lose line breaks.
 *
 * @returns PEM in PKCS#8
 */
export function readPrivateKey(env: Environment): string | SettingMistake {
  const path = getSetting(env, 'PRIVATE_KEY_PATH')
  const text = getSetting(env, 'PRIVATE_KEY')
  if (path !== null && text !== null) {
    return createSettingMistake(
      'PRIVATE_KEY',
      'is set, and so is PRIVATE_KEY_PATH.',
      'Keep the path, and unset PRIVATE_KEY.',
    )
  }
  if (path !== null) {
    const read = readKeyFile(path)
    return isMistake(read) ? read : readPem('PRIVATE_KEY_PATH', read)
  }
  if (text !== null) return readPem('PRIVATE_KEY', text)
  return createSettingMistake('PRIVATE_KEY_PATH', 'is not set.', NEXT)
}

/** A key that others on the machine may read is theirs as well (threat G3). */
function readKeyFile(path: string): string | SettingMistake {
  const createMistakeHere = (what: string, next: string) =>
    createSettingMistake('PRIVATE_KEY_PATH', what, next)
  try {
    const { mode } = statSync(path)
    if ((mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8).padStart(4, '0')
      return createMistakeHere(
        `names a file that other users can read (mode ${shown}).`,
        `Run \`chmod 600 ${path}\`.`,
      )
    }
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    return createMistakeHere(
      `names a file that can't be read (${code}).`,
      `Check that ${path} exists and belongs to this user.`,
    )
  }
}

function readPem(setting: string, text: string): string | SettingMistake {
  const key = parseKey(text)
  if (key === null)
    return createSettingMistake(setting, "isn't a PEM private key without a passphrase.", NEXT)
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = key
  if (kind !== 'rsa')
    return createSettingMistake(setting, `is a key of the kind ${kind}; an App’s is RSA.`, NEXT)
  if ((details?.modulusLength ?? 0) < 2048)
    return createSettingMistake(setting, 'is shorter than 2048 bits.', NEXT)
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function parseKey(text: string): KeyObject | null {
  const unescaped = text.replaceAll('\\n', '\n').trim()
  const pem = unescaped.startsWith('-----') ? unescaped : Buffer.from(unescaped, 'base64').toString()
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}
