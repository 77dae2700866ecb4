import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Refused } from '../release/refusal.ts'
import type { Environment } from './environment.ts'

/** Where settings may stand besides the environment: in the folder in which the program is started. */
const SETTINGS_FILE = '.env'

/**
 * The environment with what the file `.env` of a folder has besides; what is set in the environment goes before it. Only
 * a file that names our App is ours: projects have such files of their own, and their database is not for us.
 *
 * @param isTracked whether git has a file of a folder: then it is whoever's who pushed it, with servers of theirs in it
 * @throws {Refused} when git has it, or others than this user may read or write it: it has secrets in it (threat G3)
 */
export async function addSettingsFile(
  env: Environment,
  folder: string,
  isTracked: (folder: string, name: string) => Promise<boolean>,
): Promise<Environment> {
  const file = join(folder, SETTINGS_FILE)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) return env
  const settings = parseEnv(readFileSync(file, 'utf8'))
  if (!settings['APP_ID']) return env
  const isOurs = process.getuid === undefined || found.uid === process.getuid()
  if (!isOurs || (process.platform !== 'win32' && (found.mode & 0o077) !== 0))
    throw new Refused(refuseReadableFile(file))
  if (await isTracked(folder, SETTINGS_FILE)) throw new Refused(refuseTrackedFile(file, folder))
  return { ...settings, ...env }
}

function refuseTrackedFile(file: string, folder: string) {
  return {
    kind: 'usage',
    what: `${file} names an App, but git tracks it: it came with this repository, or its secrets are pushed with it.`,
    next: `Start in another folder. If you wrote the file yourself, run \`git rm --cached ${SETTINGS_FILE}\` in ${folder}, add it to .gitignore, and create new secrets if it was ever pushed.`,
  } as const
}

function refuseReadableFile(file: string) {
  return {
    kind: 'usage',
    what: `${file} contains the App's secrets, but other users can read or change it.`,
    next: `Run \`chmod 600 ${file}\` as its owner.`,
  } as const
}
