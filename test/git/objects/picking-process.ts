import { openEngine } from '../../worlds/cli/engine.ts'

/** Picks in a process of its own: `node picking-process.ts REPOSITORY CACHE TIP COMMIT`, and tells what came of it. */
const [repository = '', cacheDir = '', tip = '', sha = ''] = process.argv.slice(2)
await using opened = await openEngine({ repository, cacheDir, keep: true })
process.stdout.write(JSON.stringify(await opened.engine.pick(tip, { sha, mainline: null })))
