import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, writeFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { APP, type Env, PKCS1, PKCS8, privateKey, right, wrong } from './environments.ts'

describe('the private key', () => {
  async function inFile(text: string, mode: number, use: (path: string) => void) {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'release-captain-key-'))
    const path = join(folder.path, 'key.pem')
    writeFileSync(path, text, { mode: 0o600 })
    chmodSync(path, mode)
    use(path)
  }
  const keyIn = (env: Env) => {
    const settings = right(env)
    return settings.kind === 'app' ? settings.app.privateKey : null
  }

  it.each([
    ['as GitHub gives it', PKCS1],
    ['in PKCS#8', PKCS8],
    ['with its line breaks written out', PKCS1.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PKCS1).toString('base64')],
    ['with a line break after it', `\n${PKCS8}\n`],
  ])('may come %s', (_, PRIVATE_KEY) => {
    expect(keyIn({ ...APP, PRIVATE_KEY })).toBe(PKCS8)
  })

  it.each([0o600, 0o400])('may come from a file of our own, %o', async (mode) => {
    await inFile(PKCS1, mode, (path) => {
      expect(keyIn({ ...APP, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path })).toBe(PKCS8)
    })
  })

  it.each([0o644, 0o640, 0o604, 0o660])('may not come from a file that others may read: %o', async (mode) => {
    await inFile(PKCS1, mode, (path) => {
      expect(wrong({ ...APP, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path })).toEqual([
        `PRIVATE_KEY_PATH names a file that other users can read (mode 0${mode.toString(8)}).`,
      ])
    })
  })

  it('may not come from a file that is not there', () => {
    expect(wrong({ ...APP, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/nowhere/key.pem' })).toEqual([
      "PRIVATE_KEY_PATH names a file that can't be read (ENOENT).",
    ])
  })

  it('may not come twice', () => {
    expect(wrong({ ...APP, PRIVATE_KEY_PATH: '/key.pem' })).toEqual([
      'PRIVATE_KEY is set, and so is PRIVATE_KEY_PATH.',
    ])
  })

  it.each([
    ['nonsense', 'nonsense', "isn't a PEM private key without a passphrase."],
    [
      'a public key',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
      "isn't a PEM private key without a passphrase.",
    ],
    [
      'a key with a passphrase',
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      "isn't a PEM private key without a passphrase.",
    ],
    [
      'a key of another kind',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
      'is a key of the kind ed25519; an App’s is RSA.',
    ],
    [
      'a short key',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
      'is shorter than 2048 bits.',
    ],
  ])('may not be %s', (_, key, what) => {
    expect(wrong({ ...APP, PRIVATE_KEY: key.toString() })).toEqual([`PRIVATE_KEY ${what}`])
  })
})
