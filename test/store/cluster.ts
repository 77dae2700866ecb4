import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

/** A PostgreSQL server of the test's own, on a socket in a temporary folder. */
export interface Cluster extends AsyncDisposable {
  /** @returns the URL of a database of it, whether or not it is there */
  url(database: string): string
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

/** What a cluster is started with. */
export interface ClusterOptions {
  /** What `prepareCluster` made, to be copied; an empty cluster is made without it. */
  readonly from?: string
  /** Settings besides PostgreSQL's own, as `fsync=off`. */
  readonly settings?: readonly string[]
}

/** Makes a cluster and starts it. It syncs to the disk, as one in earnest does, unless its settings say otherwise. */
export async function startCluster({ from, settings = [] }: ClusterOptions = {}): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'release-captain-pg-'))
  const { data, url, ...server } = serverIn(folder, settings)
  // With its owner and its rights, without which PostgreSQL doesn't start.
  if (from !== undefined) execFileSync('cp', ['-a', join(from, 'data'), data])
  else initialize(data)
  server.start()
  const kill = () => server.stop('immediate')
  const stop = async () => {
    kill()
    rmSync(folder, { recursive: true, force: true })
  }
  let databases = 0
  return {
    url,
    async freshDatabase() {
      databases += 1
      const name = `test_${databases}`
      await administrate(url('postgres'), `create database ${name}`)
      return url(name)
    },
    kill,
    start: server.start,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** Makes a cluster that `startCluster` can copy. @param fill makes databases in it, and disconnects */
export async function prepareCluster(
  folder: string,
  fill: (url: Cluster['url']) => Promise<void>,
): Promise<void> {
  const { data, url, start, stop } = serverIn(folder, [])
  initialize(data)
  start()
  await fill(url)
  stop('fast')
}

/** Runs one statement that is not about the tables of a database. */
export async function administrate(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function serverIn(folder: string, settings: readonly string[]) {
  chmodSync(folder, 0o777)
  const data = join(folder, 'data')
  const options = [`-c listen_addresses= -k ${folder}`, ...settings.map((one) => `-c ${one}`)].join(' ')
  return {
    data,
    url: (database: string) => `postgres://postgres@localhost/${database}?host=${encodeURIComponent(folder)}`,
    start: () => asOwner('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-o', options, '-w', 'start']),
    stop: (mode: 'fast' | 'immediate') => asOwner('pg_ctl', ['-D', data, '-m', mode, '-w', 'stop']),
  }
}

function initialize(data: string): void {
  asOwner('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'])
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
