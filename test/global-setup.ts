import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openStore } from '../src/store/store.ts'
import { administrate, type Cluster, prepareCluster, startCluster } from './store/cluster.ts'
import { prepareOnce } from './worlds/prepared.ts'
import { servePostgres, TEMPLATE } from './worlds/shared-postgres.ts'

/** Nothing of it is needed after a crash of the machine; tests that kill PostgreSQL itself start one of their own. */
const FORGETFUL = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'autovacuum=off']

/** Has the test files of this run share one PostgreSQL. @returns what ends it */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'release-captain-run-'))
  const socket = join(folder, 'postgres')
  let cluster: Cluster | null = null
  const server = await servePostgres(socket, async () => {
    cluster = await startCluster({ from: await prepareOnce('postgres', prepare), settings: FORGETFUL })
    return cluster.url('postgres')
  })
  provide('postgresSocket', socket)
  return async () => {
    server.close()
    await cluster?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepare(folder: string): Promise<void> {
  await prepareCluster(folder, async (url) => {
    await administrate(url('postgres'), `create database ${TEMPLATE}`)
    const store = await openStore({ kind: 'server', url: url(TEMPLATE) }, () => {})
    await store.close()
  })
}
