import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

/** A PostgreSQL server of the test's own, on a socket in a temporary folder. */
export interface Cluster extends AsyncDisposable {
  /** @returns the URL of an empty database */
  freshDatabase(): Promise<string>
  /** Ends it as a crash would. */
  kill(): void
  /** Starts it again. */
  start(): void
  stop(): Promise<void>
}

const VERSIONS = ['18', '17', '16', '15', '14']
const FOLDER = VERSIONS.map((version) => `/usr/lib/postgresql/${version}/bin`).find((path) =>
  existsSync(path),
)

/** In CI it has to be there: then the tests fail and are not left out. */
export function hasPostgres(): boolean {
  return process.env['CI'] === 'true' || FOLDER !== undefined
}

/** Makes a cluster and starts it. It syncs to the disk, as one in earnest does. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'release-captain-pg-'))
  chmodSync(folder, 0o777)
  const data = join(folder, 'data')
  const log = join(folder, 'log')
  const options = `-c listen_addresses= -k ${folder}`
  const start = () => asOwner('pg_ctl', ['-D', data, '-l', log, '-o', options, '-w', 'start'])
  asOwner('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'])
  start()
  const kill = () => asOwner('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
  const stop = async () => {
    kill()
    rmSync(folder, { recursive: true, force: true })
  }
  let databases = 0
  const url = (name: string) => `postgres://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`
  return {
    async freshDatabase() {
      databases += 1
      const name = `test_${databases}`
      const client = new Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return url(name)
    },
    kill,
    start,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** PostgreSQL refuses to run as root. */
function asOwner(program: string, args: readonly string[]): void {
  if (!FOLDER) throw new Error('PostgreSQL is not installed: scripts/ci-setup does that on Debian.')
  const path = join(FOLDER, program)
  const command: [string, ...string[]] =
    process.getuid?.() === 0
      ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', path]
      : [path]
  const [first, ...rest] = command
  const { status, stderr, error } = spawnSync(first, [...rest, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  })
  if (status !== 0) throw new Error(`${program} failed: ${stderr || error}`)
}
