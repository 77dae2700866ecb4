import { constants } from 'node:fs'
import { access, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refused } from '../../release/refusal.ts'

/** An App as GitHub made it out of our manifest. */
export interface CreatedApp {
  readonly id: number
  readonly name: string
  /** Its page at GitHub: `https://github.com/apps/release-captain`. */
  readonly page: string
  /** PEM. */
  readonly privateKey: string
  readonly webhookSecret: string
  /** By which people prove who they are; null where GitHub gave none. */
  readonly client: { readonly id: string; readonly secret: string } | null
}

/** The files that setup writes, both for this user alone. */
export interface SetupFiles {
  readonly env: string
  readonly key: string
}

export function getSetupFiles(folder: string): SetupFiles {
  return { env: resolve(folder, '.env'), key: resolve(folder, 'release-captain.private-key.pem') }
}

/** @throws {Refused} when one of the files is there already, or cannot be written: before there is an App to lose */
export async function refuseOverwriting({ env, key }: SetupFiles): Promise<void> {
  for (const path of [env, key]) {
    if (await isThere(path)) throw new Refused(refuseExistingFile(path))
  }
  const folder = join(env, '..')
  await access(folder, constants.W_OK | constants.X_OK).catch((error: Error) => {
    throw new Refused(
      {
        kind: 'usage',
        what: `Can't write to the folder ${folder}, which should hold .env and the private key.`,
        next: 'Run the command in a folder that you can write to.',
      },
      error,
    )
  })
}

/** What is written down of where things are. */
interface Addresses {
  readonly github: string
  /** Where browsers reach the program; null where nobody has said. */
  readonly publicUrl: string | null
}

/** Writes the key, then the settings that name it. Neither file is ever overwritten. */
export async function saveApp(app: CreatedApp, files: SetupFiles, at: Addresses): Promise<void> {
  const settings = [
    `# ${app.name}, made by \`release-captain setup\`: ${app.page}`,
    `APP_ID=${app.id}`,
    `PRIVATE_KEY_PATH=${quoteSetting(files.key)}`,
    `WEBHOOK_SECRET=${quoteSetting(app.webhookSecret)}`,
    `GITHUB_URL=${at.github}`,
    ...renderLinkingLines(app, at),
  ]
  await writeOnce(files.key, app.privateKey)
  await writeOnce(files.env, `${settings.join('\n')}\n`)
}

/** Without an address nobody can come back from GitHub: then it is kept for when there is one, and counts for nothing. */
function renderLinkingLines({ client }: CreatedApp, { publicUrl }: Addresses): readonly string[] {
  if (!client) return []
  const lines = [`GITHUB_CLIENT_ID=${client.id}`, `GITHUB_CLIENT_SECRET=${client.secret}`]
  if (publicUrl !== null) return [...lines, `PUBLIC_URL=${publicUrl}`]
  return [
    '# With PUBLIC_URL, the address at which browsers reach this program, people can link their Slack users:',
  ].concat([...lines, 'PUBLIC_URL='].map((line) => `#${line}`))
}

async function writeOnce(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx', mode: 0o600, flush: true }).catch((error: Error) => {
    throw new Refused(refuseExistingFile(path), error)
  })
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** As `util.parseEnv` reads it back. No value of ours has all three kinds of quotes in it. */
function quoteSetting(value: string): string {
  if (/^[\w./~+=-]+$/.test(value)) return value
  const quote = ["'", '"', '`'].find((one) => !value.includes(one)) ?? "'"
  return `${quote}${value}${quote}`
}

function refuseExistingFile(path: string) {
  return {
    kind: 'usage',
    what: `${path} already exists, or can't be written. setup overwrites nothing.`,
    next: 'Move it away, or run the command in another folder.',
  } as const
}
