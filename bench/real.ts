/**
 * How true the first day is: `node bench/real.ts --repos DIR` takes every clone in DIR (work tree or bare), has `init` write
 * a policy, and measures that policy without an edit: releases of the past as of the day before (`--last 4` of them), and the
 * plan of the next release of each recent line (`--lines 3`). `--only NAME` takes one clone. Nothing is written into the clones.
 *
 * Each step is a process of its own, so that its seconds and its memory are those of a person who types it.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { z } from 'zod'
import { listLinesOf, listRaisedFiles, runStep, STEPS } from './setup/real-steps.ts'

const { values } = parseArgs({
  options: {
    repos: { type: 'string' },
    only: { type: 'string', default: '' },
    last: { type: 'string', default: '4' },
    lines: { type: 'string', default: '3' },
    step: { type: 'string' },
  },
})

const scoreSchema = z.object({
  shipped: z.number(),
  onLine: z.number(),
  proposed: z.number(),
  right: z.number(),
  missed: z.number(),
})
const initSchema = z.object({ config: z.string(), files: z.array(z.string()) })
const simulateSchema = z.object({ total: scoreSchema, called: z.array(z.string()) })
const planSchema = z.object({ base: z.string(), branch: z.string().nullable(), called: z.array(z.string()) })

type Measured<Answer> = { readonly answer: Answer; readonly seconds: number; readonly megabytes: number }

/** Runs a step in a process of its own. */
async function measure<Answer>(request: unknown, schema: z.ZodType<Answer>): Promise<Measured<Answer>> {
  const child = spawn(process.execPath, [import.meta.filename, '--step', JSON.stringify(request)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  for await (const chunk of child.stdout) text += String(chunk)
  const whole = z.object({ answer: schema, seconds: z.number(), megabytes: z.number() })
  return whole.parse(JSON.parse(text))
}

interface Row {
  readonly name: string
  readonly lines: readonly string[]
  readonly score: z.infer<typeof scoreSchema>
  /** Security fixes that were called something else. */
  readonly called: readonly string[]
  readonly files: readonly string[]
  /** Files that say the version, and that init did not find. */
  readonly lost: readonly string[]
  readonly initSeconds: number
  readonly planSeconds: number
  readonly megabytes: number
}

async function measureClone(name: string, repository: string, scratch: string): Promise<Row> {
  const cacheDir = join(scratch, `cache-${name}`)
  const base = { repository, cacheDir }
  const { answer, seconds } = await measure({ ...base, step: 'init', last: 6 }, initSchema)
  const policyFile = join(scratch, `${name}.yml`)
  writeFileSync(policyFile, answer.config)
  const played = await measure(
    { ...base, step: 'simulate', policyFile, last: Number(values.last) },
    simulateSchema,
  )
  const lines = await listLinesOf(repository, { cacheDir, policyFile, most: Number(values.lines) })
  const plans: (Measured<z.infer<typeof planSchema>> & { readonly line: string })[] = []
  for (const line of lines)
    plans.push({ ...(await measure({ ...base, step: 'plan', policyFile, line }, planSchema)), line })
  const raised = await listRaisedFiles(repository, { cacheDir, policyFile })
  return {
    name,
    lines: plans.map(
      ({ line, answer: { base: tag, branch } }) => `${line}: ${tag} on ${branch ?? 'its tag'}`,
    ),
    score: played.answer.total,
    called: [...new Set([...played.answer.called, ...plans.flatMap((one) => one.answer.called)])],
    files: answer.files,
    lost: raised.filter((path) => !answer.files.includes(path)),
    initSeconds: seconds,
    planSeconds: Math.max(0, ...plans.map((one) => one.seconds)),
    megabytes: Math.max(0, ...plans.map((one) => one.megabytes)),
  }
}

const HEAD = [
  'repository',
  'lines: base and branch',
  'shipped',
  'on the line',
  'proposed',
  'of them shipped',
  'missed',
  'security called another',
  'version files',
  'not found',
  'init s',
  'plan s',
  'MB',
]

function print(rows: readonly Row[]): void {
  console.log(`| ${HEAD.join(' | ')} |\n| ${HEAD.map(() => '---').join(' | ')} |`)
  for (const { score, ...row } of rows)
    console.log(
      `| ${[
        row.name,
        row.lines.join('<br>'),
        score.shipped,
        score.onLine,
        score.proposed,
        score.right,
        score.missed,
        row.called.join(' ') || 0,
        row.files.length,
        row.lost.join(' ') || 0,
        row.initSeconds.toFixed(1),
        row.planSeconds.toFixed(1),
        row.megabytes.toFixed(0),
      ].join(' | ')} |`,
    )
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const [shipped, missed] = [sum((row) => row.score.shipped), sum((row) => row.score.missed)]
  const [proposed, right] = [sum((row) => row.score.proposed), sum((row) => row.score.right)]
  console.log(
    `\nAccounted for: ${shipped - missed} of ${shipped} (95 % wanted). Proposed and shipped by people: ${right} of ${proposed} (one in three wanted).`,
  )
}

async function measureAll(folder: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'release-captain-bench-real-'))
  const rows: Row[] = []
  for (const name of readdirSync(folder).filter((one) => one.includes(values.only))) {
    try {
      rows.push(await measureClone(name, join(folder, name), scratch))
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message : error}`)
    }
  }
  print(rows)
  rmSync(scratch, { recursive: true, force: true })
}

if (values.step !== undefined) {
  // As bin/release-captain.js does.
  setFlagsFromString('--semi-space-growth-factor=1')
  const started = performance.now()
  const answer = await runStep(STEPS.parse(JSON.parse(values.step)))
  const seconds = (performance.now() - started) / 1000
  // In KiB, of this process: git's own are small and gone.
  console.log(JSON.stringify({ answer, seconds, megabytes: process.resourceUsage().maxRSS / 1024 }))
} else if (values.repos === undefined) throw new Error('name the folder of the clones: --repos DIR')
else await measureAll(resolve(values.repos))
