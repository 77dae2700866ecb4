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
import { readCommit } from '../src/git/objects/commit-objects.ts'
import { openObjects } from '../src/git/objects/object-store.ts'
import { type Chain, PickEngine } from '../src/git/picks/pick-engine.ts'
import type { StepOutcome } from '../src/git/picks/step-outcome.ts'
import { runGitText } from '../src/git/run-git.ts'

const request = z.object({
  id: z.union([z.number(), z.string()]),
  gitDir: z.string(),
  base: z.string(),
  picks: z.array(z.object({ sha: z.string(), mainline: z.literal(1).nullable().default(null) })),
  onConflict: z.enum(['stop', 'skip']).default('skip'),
})

type Request = z.output<typeof request>

interface Opened {
  readonly gitDir: string
  readonly engine: PickEngine
  readonly commitTree: (sha: string) => Promise<string>
  readonly close: () => Promise<void>
}

async function open(gitDir: string, gitVersion: string): Promise<Opened> {
  const format = await runGitText(['rev-parse', '--show-object-format'], { gitDir })
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

/** All picks in one chain, as a build takes them. */
async function answerWhole(
  { engine, commitTree }: Opened,
  { base, picks, onConflict }: Request,
): Promise<Chain> {
  return engine.chain({ tip: await commitTree(base), picks, onConflict })
}

/**
 * One pick at a time with a new engine after each that breaks, as over objects that the repository lacks: the picks
 * after it are still answered.
 */
async function answerSingly(request: Request, gitVersion: string): Promise<Chain> {
  const steps: StepOutcome[] = []
  let opened = await open(request.gitDir, gitVersion)
  let tree = await opened.commitTree(request.base)
  for (const pick of request.picks) {
    try {
      const chain = await opened.engine.chain({ tip: tree, picks: [pick], onConflict: 'stop' })
      steps.push(...chain.steps)
      tree = chain.tree
    } catch (error) {
      steps.push({ kind: 'refused', why: String(error), path: null })
      await opened.close()
      opened = await open(request.gitDir, gitVersion)
    }
    if (request.onConflict === 'stop' && steps.at(-1)?.kind === 'conflict') break
  }
  await opened.close()
  return { steps, tree }
}

const gitVersion = await runGitText(['version'])
let opened: Opened | null = null
for await (const line of createInterface({ input: process.stdin })) {
  const asked = request.parse(JSON.parse(line))
  if (opened?.gitDir !== asked.gitDir) {
    await opened?.close()
    opened = await open(asked.gitDir, gitVersion)
  }
  const { steps, tree } = await answerWhole(opened, asked).catch(async () => {
    await opened?.close()
    opened = null
    return answerSingly(asked, gitVersion)
  })
  process.stdout.write(`${JSON.stringify({ id: asked.id, steps: steps.map(answerOf), final_tree: tree })}\n`)
}
await opened?.close()
