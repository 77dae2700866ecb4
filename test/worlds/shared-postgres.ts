import { createServer, get, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { inject } from 'vitest'
import { administrate } from '../store/cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The socket on which the run's PostgreSQL is asked for. */
    readonly postgresSocket: string
  }
}

/** The database in the run's PostgreSQL that has the tables of an empty record. */
export const TEMPLATE = 'record'

/** Answers each test file with the URL of the run's PostgreSQL, which is started for the first that asks. */
export async function servePostgres(socket: string, start: () => Promise<string>): Promise<Server> {
  let url: Promise<string> | null = null
  const server = createServer((_, response) => {
    url ??= start()
    url.then(
      (found) => response.end(found),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  return server
}

/** Asks for the URL of a database in the run's PostgreSQL. @throws {Error} where it can't be started */
async function askForUrl(database: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const request = get({ socketPath: inject('postgresSocket'), path: '/' }, async (response) => {
    const answer = await text(response)
    if (response.statusCode === 200) resolve(answer)
    else reject(new Error(`The PostgreSQL of the test run can't be started: ${answer}`))
  })
  request.on('error', reject)
  const url = new URL(await promise)
  url.pathname = database
  return url.href
}

let created = 0

/** Creates a database: an empty record, or one without any tables. Drop it with `dropDatabase`. @returns its URL */
export async function createDatabase(template: typeof TEMPLATE | 'template0' = TEMPLATE): Promise<string> {
  created += 1
  const name = `test_${process.pid}_${created}`
  await administrate(await askForUrl('postgres'), `create database ${name} template ${template}`)
  return askForUrl(name)
}

/** Drops a database, whoever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  await administrate(
    await askForUrl('postgres'),
    `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`,
  )
}
