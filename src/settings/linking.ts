import { isLoopback } from '../github-url.ts'
import { type Environment, getSetting } from './environment.ts'
import { createSettingMistake, isMistake, type SettingMistake } from './mistake.ts'

/** By what people prove who they are on GitHub. */
export interface LinkingSettings {
  readonly clientId: string
  readonly clientSecret: string
  /** Where people's browsers reach us: `https://captain.example.com`, no slash at its end. Null is where the door listens. */
  readonly publicUrl: string | null
}

const SETTINGS = ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', 'PUBLIC_URL'] as const
const NEXT = {
  GITHUB_CLIENT_ID: 'Copy the “Client ID” from the App’s page at GitHub.',
  GITHUB_CLIENT_SECRET: 'Create one on the App’s page at GitHub (Generate a new client secret).',
  PUBLIC_URL:
    'Set PUBLIC_URL=https://captain.example.com, the address at which browsers reach this program, without a path.',
} as const

/** Reads GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET and PUBLIC_URL: all of them, or none, and then nobody can link. */
export function readLinking(env: Environment): LinkingSettings | readonly SettingMistake[] | null {
  if (SETTINGS.every((setting) => getSetting(env, setting) === null)) return null
  const clientId = readToken(env, 'GITHUB_CLIENT_ID')
  const clientSecret = readToken(env, 'GITHUB_CLIENT_SECRET')
  const publicUrl = readPublicUrl(env)
  if (isMistake(clientId) || isMistake(clientSecret) || isMistake(publicUrl))
    return [clientId, clientSecret, publicUrl].filter(isMistake)
  return { clientId, clientSecret, publicUrl }
}

function readToken(
  env: Environment,
  setting: 'GITHUB_CLIENT_ID' | 'GITHUB_CLIENT_SECRET',
): string | SettingMistake {
  const value = getSetting(env, setting)
  if (value === null) return createSettingMistake(setting, 'is not set.', NEXT[setting])
  return /^[\w.-]{8,200}$/.test(value)
    ? value
    : createSettingMistake(setting, "isn't a GitHub client id.", NEXT[setting])
}

/** Whoever reads a code on its way back could use it first: https, or this machine alone. */
function readPublicUrl(env: Environment): string | SettingMistake {
  const text = getSetting(env, 'PUBLIC_URL')
  const createMistakeHere = (what: string) => createSettingMistake('PUBLIC_URL', what, NEXT.PUBLIC_URL)
  if (text === null) return createMistakeHere('is not set.')
  if (!URL.canParse(text)) return createMistakeHere("isn't a URL.")
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return createMistakeHere('contains credentials.')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return createMistakeHere('has a path or query.')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url.origin
  return createMistakeHere("isn't https, so others could read what browsers send.")
}
