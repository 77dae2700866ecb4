import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { DOCUMENTS, listSchemaFiles } from '../../src/cli/json/documents.ts'
import { EXPLAIN_REPORT, PLAN, PLAN_REPORT } from './reports.ts'
import { type } from './world.ts'

const CALLS = [
  ['init', ['init']],
  ['simulate', ['simulate']],
  ['facts', ['facts', '--from-github']],
  ['plan', ['plan']],
  ['explain', ['explain', '#1240']],
  ['build', ['build', 'v2.0.1']],
  ['notes', ['notes', 'v2.0.1']],
  ['bump', ['bump']],
  ['advisory', ['advisory', '--from', 'GSA.yml']],
  ['config', ['config']],
  ['alert-rules', ['alert-rules']],
  ['doctor', ['doctor']],
  ['start', ['start']],
  ['import', ['import', 'godel/api']],
  ['jobs', ['jobs', 'list']],
  ['tokens', ['tokens', 'create', 'ada']],
  ['setup', ['setup', '--url', 'https://captain.example.com']],
  ['demo', ['demo']],
  ['completion', ['completion', 'fish']],
] as const

describe('--json', () => {
  it.each(CALLS)('of %s prints one document that keeps its schema, and nothing else', async (name, words) => {
    const { stdout, stderr } = await type([...words, '--json'])

    const document: unknown = JSON.parse(stdout)
    expect(DOCUMENTS[name].parse(document)).toEqual(document)
    expect(document).toMatchObject({ schema: `release-captain/${name}/1` })
    expect(stderr).toBe('')
  })

  it('of a change that was left out keeps the schema', async () => {
    const [leftOut] = PLAN.leftOut
    if (!leftOut) throw new Error('the plan leaves nothing out')
    const explain = async () => ({ ...EXPLAIN_REPORT, explained: { kind: 'left-out' as const, leftOut } })
    const { stdout } = await type('explain 1230 --json', { engine: { explain } })

    expect(DOCUMENTS.explain.parse(JSON.parse(stdout)).explained).toMatchObject({
      kind: 'left-out',
      leftOut: { reason: { kind: 'already-on-line' } },
    })
  })

  it('of config holds the values that were asked for', async () => {
    const { stdout } = await type('config criteria --json')

    const { values } = DOCUMENTS.config.parse(JSON.parse(stdout))
    expect(values.map(({ key }) => key)).toEqual(['criteria.severities', 'criteria.rules.tested'])
  })

  it('prints no character that steers a terminal, and loses none', async () => {
    const warning = 'a\u001b[2J\u009b31m\u202eb\u2028c\u007f'
    const { stdout } = await type('plan --json', {
      engine: { plan: async () => ({ ...PLAN_REPORT, warnings: [warning] }) },
    })

    expect(stdout).toMatch(/^[\n -~\u00a0-\u2027]*$/)
    expect(JSON.parse(stdout)).toMatchObject({ warnings: [warning] })
  })

  it('has a document for every command, and one for errors', () => {
    expect(Object.keys(DOCUMENTS)).toEqual([...CALLS.map(([name]) => name), 'error'].toSorted(inOrder))
  })
})

function inOrder(a: string, b: string): number {
  return Object.keys(DOCUMENTS).indexOf(a) - Object.keys(DOCUMENTS).indexOf(b)
}

describe('docs/schema/cli', () => {
  const folder = new URL('../../docs/schema/cli/', import.meta.url)

  it('holds the schema of every document as it is now (`npm run schema` writes them)', async () => {
    for (const [name, text] of listSchemaFiles()) {
      expect(await readFile(new URL(name, folder), 'utf8'), name).toBe(text)
    }
  })

  it('holds nothing else', async () => {
    expect((await readdir(folder)).toSorted()).toEqual([...listSchemaFiles().keys()].toSorted())
  })
})
