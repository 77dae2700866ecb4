// What it costs a process of some size to start git: by itself, and through a small process (src/processes), side by side
// in one run. Each start is waited for. "held up" is how long the process does nothing else meanwhile.
//
//   npm exec -c 'node bench/spawn.ts [--mib 0,100,300,600] [--starts N]'
import { parseArgs } from 'node:util'
import type { Child, ProcessCall } from '../src/processes/child.ts'
import { openProcessLauncher } from '../src/processes/fork-launcher.ts'
import { spawnHere } from '../src/processes/spawn.ts'

const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '0,100,300,600' },
    starts: { type: 'string', default: '60' },
  },
})
const starts = Number(values.starts)
const call: ProcessCall = { program: 'git', args: ['version'], env: { PATH: process.env['PATH'] } }
const spawner = await openProcessLauncher()
const ballast: Buffer[] = []
const rows = []
for (const mib of values.mib.split(',').map(Number)) {
  while (ballast.length < mib) ballast.push(Buffer.alloc(1 << 20, 1))
  const here = await measure(() => spawnHere(call))
  const elsewhere = await measure(() => spawner.start(call))
  rows.push({
    'memory, MB': Math.round(process.memoryUsage().rss / 1e6),
    'held up, ms': here.heldUp.toFixed(2),
    'by a small one': elsewhere.heldUp.toFixed(2),
    'ratio ': `${(here.heldUp / elsewhere.heldUp).toFixed(1)}x`,
    'own CPU, ms': here.cpu.toFixed(2),
    'by a small one ': elsewhere.cpu.toFixed(2),
    ratio: `${(here.cpu / elsewhere.cpu).toFixed(1)}x`,
    'until it ended, ms': here.whole.toFixed(1),
    'by a small one  ': elsewhere.whole.toFixed(1),
  })
}
console.table(rows)

/** Medians, but for the CPU, which is the mean. */
async function measure(start: () => Child) {
  const heldUp: number[] = []
  const whole: number[] = []
  const before = process.cpuUsage()
  for (let count = 0; count < starts; count += 1) {
    const begun = performance.now()
    const child = start()
    heldUp.push(performance.now() - begun)
    child.stdin.end()
    child.stdout.resume()
    child.stderr.resume()
    await new Promise((resolve) => child.once('close', resolve))
    whole.push(performance.now() - begun)
  }
  const { user, system } = process.cpuUsage(before)
  return { heldUp: median(heldUp), whole: median(whole), cpu: (user + system) / 1000 / starts }
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
}
