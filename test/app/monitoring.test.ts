import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { hasProgram } from '../servers/programs.ts'
import { openAppWorld } from '../worlds/app/world.ts'

const FOLDER = new URL('../../docs/monitoring/', import.meta.url).pathname
const run = promisify(execFile)
const rules = z
  .object({
    groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
  })
  .parse(parse(await readFile(join(FOLDER, 'alerts.yml'), 'utf8')))
  .groups.flatMap((group) => group.rules)
const dashboard = z
  .object({
    uid: z.literal('release-captain'),
    panels: z.array(
      z.object({
        id: z.int(),
        type: z.string(),
        title: z.string().min(3),
        description: z.string().optional(),
        targets: z.array(z.object({ expr: z.string() })).default([]),
      }),
    ),
  })
  .parse(JSON.parse(await readFile(join(FOLDER, 'dashboard.json'), 'utf8')))
const charts = dashboard.panels.filter(({ type }) => type !== 'row')
const shown = charts.flatMap(({ targets }) => targets.map(({ expr }) => expr))

/** What a query asks for: each metric, with the values of our own labels that it names. */
function readSelectors(expr: string) {
  return [...expr.matchAll(/\b((?:release_captain|nodejs|process)_\w+)(?:\{([^}]*)\})?/g)].map(
    ([, metric = '', labels = '']) => ({
      metric,
      values: [...labels.matchAll(/(outcome|route)=~?"([^"]+)"/g)].flatMap(([, label, text = '']) =>
        text.split('|').map((value) => `${label}="${value}"`),
      ),
    }),
  )
}

describe('the dashboard and the alerts', () => {
  let metrics = ''
  beforeAll(async () => {
    const world = await openAppWorld({ product: 'none', lasts: 'file', chats: true })
    metrics = await (await fetch(`${world.app.url}/metrics`)).text()
  })

  it.each([
    ['alerts', rules.map(({ expr }) => expr)],
    ['dashboard', shown],
  ])('the %s name nothing that a running App does not show', (_, exprs) => {
    const asked = exprs.flatMap(readSelectors)
    expect(asked.length).toBeGreaterThan(10)
    const series = metrics.split('\n')
    const missing = asked.flatMap(({ metric, values }) => {
      const own = series.filter((line) => new RegExp(`^${metric}[{ ]`).test(line))
      if (own.length === 0) return [metric]
      return values
        .filter((value) => !own.some((line) => line.includes(value)))
        .map((value) => `${metric} ${value}`)
    })
    expect(missing).toEqual([])
  })

  it('every alert has a case of its own, and a row that says what to do', async () => {
    const tests = await readFile(join(FOLDER, 'alerts.test.yml'), 'utf8')
    const docs = await readFile(join(FOLDER, '../monitoring.md'), 'utf8')
    expect(rules.filter(({ alert }) => !docs.includes(`\`${alert}\``))).toEqual([])
    expect(rules.filter(({ alert }) => !tests.includes(alert)).map(({ alert }) => alert)).toEqual([])
  })

  it('every panel says what it shows', () => {
    expect(charts.filter(({ description, targets }) => !description || targets.length === 0)).toEqual([])
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
  })

  it.skipIf(!hasProgram('promtool'))('promtool takes the alerts, and their own tests pass', async () => {
    const checked = await run('promtool', ['check', 'rules', 'alerts.yml'], { cwd: FOLDER })
    expect(checked.stdout).toContain(`SUCCESS: ${rules.length} rules found`)
    const tested = await run('promtool', ['test', 'rules', 'alerts.test.yml'], { cwd: FOLDER })
    expect(tested.stdout).toContain('SUCCESS')
  })

  it.skipIf(!hasProgram('promtool'))('promtool takes every query of the dashboard', async () => {
    const asRules = shown.map((expr, i) => ({
      record: `panel:${i}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', 'release-captain'),
    }))
    const folder = await mkdtemp(join(tmpdir(), 'captain-dashboard-'))
    await writeFile(join(folder, 'rules.yml'), stringify({ groups: [{ name: 'panels', rules: asRules }] }))
    const { stdout } = await run('promtool', ['check', 'rules', 'rules.yml'], { cwd: folder })
    await rm(folder, { recursive: true })
    expect(stdout).toContain(`SUCCESS: ${shown.length} rules found`)
  })
})
