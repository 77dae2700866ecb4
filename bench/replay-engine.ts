/**
 * Answers picks over a line protocol, through the code that `release-captain build` uses, so that any other program
 * can hold it against git itself. One JSON request a line on stdin, one JSON answer a line on stdout:
 *
 *   {"id":1,"gitDir":PATH,"base":SHA,"picks":[{"sha":SHA,"mainline":null|1}],"onConflict":"stop"|"skip"}
 *   {"id":1,"steps":[{"outcome":"clean"|"empty"|"conflict","tree":SHA,"conflicts":[PATH]}],"final_tree":SHA}
 *
 * `gitDir` is a scratch git directory: objects are written into it.
 */
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { readCommit } from '../src/git/commits.ts'
import { openObjects } from '../src/git/objects.ts'
import { PickEngine, type StepOutcome } from '../src/git/picks.ts'
import { gitText } from '../src/git/run.ts'

const request = z.object({
  id: z.union([z.number(), z.string()]),
  gitDir: z.string(),
  base: z.string(),
  picks: z.array(z.object({ sha: z.string(), mainline: z.literal(1).nullable().default(null) })),
  onConflict: z.enum(['stop', 'skip']).default('skip'),
})

interface Opened {
  readonly gitDir: string
  readonly engine: PickEngine
  readonly commitTree: (sha: string) => Promise<string>
  readonly close: () => Promise<void>
}

async function open(gitDir: string, gitVersion: string): Promise<Opened> {
  const format = await gitText(['rev-parse', '--show-object-format'], { gitDir })
  const store = openObjects(gitDir, format === 'sha256' ? 'sha256' : 'sha1')
  const engine = new PickEngine({ store, gitDir, keptDir: null, jobs: 1, gitVersion })
  return {
    gitDir,
    engine,
    commitTree: async (sha) => (await readCommit(store, sha)).tree,
    close: async () => {
      await engine.close()
      await store.close()
    },
  }
}

function answerOf(step: StepOutcome) {
  if (step.kind === 'clean') return { outcome: 'clean', tree: step.tree }
  if (step.kind === 'empty') return { outcome: 'empty' }
  if (step.kind === 'refused') return { outcome: 'error', message: step.why }
  return { outcome: 'conflict', conflicts: step.paths.map(({ path }) => path) }
}

const gitVersion = await gitText(['version'])
let opened: Opened | null = null
for await (const line of createInterface({ input: process.stdin })) {
  const { id, gitDir, base, picks, onConflict } = request.parse(JSON.parse(line))
  if (opened?.gitDir !== gitDir) {
    await opened?.close()
    opened = await open(gitDir, gitVersion)
  }
  const { steps, tree } = await opened.engine.chain({ tip: await opened.commitTree(base), picks, onConflict })
  process.stdout.write(`${JSON.stringify({ id, steps: steps.map(answerOf), final_tree: tree })}\n`)
}
await opened?.close()
