import { Client } from 'pg'

/** A database that nobody else has anything in. */
export interface FreshDatabase {
  readonly url: string
  /** Waits for a few seconds until those who used it are gone. */
  drop(): Promise<void>
}

/** Makes a database of the measurement's own on the server of a URL, whose own one is left as it is. */
export async function freshDatabase(server: string): Promise<FreshDatabase> {
  const name = `release_captain_bench_${process.pid}`
  const url = new URL(server)
  url.pathname = name
  const say = async (statement: string) => {
    const client = new Client({ connectionString: server })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await say(`create database ${name}`)
  return { url: url.href, drop: () => say(`drop database ${name}`) }
}
