import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { determineWidth, wantsColor } from '../../src/cli/appearance.ts'
import { PLAN_REPORT } from './reports.ts'
import { type } from './world.ts'

describe('colour', () => {
  it.each([
    ['a terminal', [], {}, true, true],
    ['a pipe', [], {}, false, false],
    ['a dumb terminal', [], { TERM: 'dumb' }, true, false],
    ['NO_COLOR', [], { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', [], { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, true, false],
    ['NO_COLOR before FORCE_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['--color always before NO_COLOR', ['--color', 'always'], { NO_COLOR: '1' }, false, true],
    ['--color=never before FORCE_COLOR', ['--color=never'], { FORCE_COLOR: '1' }, true, false],
    ['--color auto', ['--color', 'auto'], {}, true, true],
  ])('for %s', (_case, argv, env, isTTY, expected) => {
    expect(wantsColor({ argv, env, isTTY })).toBe(expected)
  })

  it('says nothing that the words do not say as well', async () => {
    const colored = await type('plan --color always')
    const plain = await type('plan --color never')

    expect(colored.stdout).toContain('\u001b[32m✓\u001b[39m')
    expect(stripVTControlCharacters(colored.stdout)).toBe(plain.stdout)
  })
})

describe('width', () => {
  it.each([
    [120, {}, 120],
    [null, {}, 100],
    [null, { COLUMNS: '90' }, 90],
    [80, { COLUMNS: '90' }, 80],
    [400, {}, 160],
    [10, {}, 40],
    [null, { COLUMNS: 'wide' }, 100],
  ])('of a terminal of %o with %o is %i', (columns, env, expected) => {
    expect(determineWidth(columns, env)).toBe(expected)
  })
})

describe('progress', () => {
  const engine = {
    plan: async ({
      onProgress,
    }: {
      onProgress: (progress: { step: string; done: null; total: null }) => void
    }) => {
      onProgress({ step: 'reading commits', done: null, total: null })
      return PLAN_REPORT
    },
  }

  it('is told on a terminal, on standard error, and taken away before the screen', async () => {
    const { stderr } = await type('plan', { engine, isTTY: { stdout: false, stderr: true } })

    expect(stderr).toBe('\r\u001b[2Kreading commits…\r\u001b[2K')
  })

  it.each(['plan', 'plan --quiet'])('is not told by `%s` where it is not wanted', async (line) => {
    const isTTY = { stdout: true, stderr: line !== 'plan' }

    expect((await type(line, { engine, isTTY })).stderr).toBe('')
  })
})
