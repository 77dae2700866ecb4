import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Refused } from '../release/refusal.ts'
import type { Environment } from './environment.ts'

/**
 * The environment with what the file `.env` of a folder has besides; what is set in the environment goes before it. Only
 * a file that names our App is ours: projects have such files of their own, and their database is not for us.
 *
 * @throws {Refused} when others than this user may read or write it: it has secrets in it (threat G3)
 */
export function withSettingsFile(env: Environment, folder: string): Environment {
  const file = join(folder, '.env')
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) return env
  const settings = parseEnv(readFileSync(file, 'utf8'))
  if (!settings['APP_ID']) return env
  const isOurs = process.getuid === undefined || found.uid === process.getuid()
  if (!isOurs || (process.platform !== 'win32' && (found.mode & 0o077) !== 0))
    throw new Refused(readable(file))
  return { ...settings, ...env }
}

function readable(file: string) {
  return {
    kind: 'usage',
    what: `${file} has the App's secrets in it, and others than this user may read or change it.`,
    next: `Run \`chmod 600 ${file}\`, as the user that it belongs to.`,
  } as const
}
