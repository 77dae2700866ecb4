import { generateKeyPairSync } from 'node:crypto'
import { readSettings, type Settings } from '../../src/settings.ts'

export const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const PKCS8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
export const PKCS1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
export const SECRET = '0123456789abcdef0123456789abcdef'
/** All that the App needs. */
export const APP = { APP_ID: '4711', PRIVATE_KEY: PKCS1, WEBHOOK_SECRET: SECRET, HOME: '/home/captain' }

export type Env = Record<string, string | undefined>

/** The settings of an environment that is right. */
export function right(env: Env): Settings {
  const read = readSettings(env)
  if (read.kind === 'wrong') throw new Error(JSON.stringify(read.mistakes))
  return read.settings
}

/** What is wrong with an environment: `SETTING what` of each mistake. */
export function wrong(env: Env): string[] {
  const read = readSettings(env)
  return read.kind === 'wrong' ? read.mistakes.map(({ setting, what }) => `${setting} ${what}`) : []
}
