import { describe, expect, it } from 'vitest'
import { parseComment } from '../../../src/chatops/parsing/parse-comment.ts'

const said = (comment: string) =>
  parseComment(comment).map((one) =>
    one.kind === 'asked' && (one.request.name === 'cut' || one.request.name === 'plan')
      ? [one.request.name, one.request.version, one.request.track?.track ?? null]
      : one.kind,
  )

describe('a cut of several versions in one line', () => {
  it.each([
    [
      '/release cut v1.9.1 v2.0.1',
      [
        ['cut', 'v1.9.1', null],
        ['cut', 'v2.0.1', null],
      ],
    ],
    [
      '/release plan 1.9.1 2.0.1-rc.1',
      [
        ['plan', '1.9.1', null],
        ['plan', '2.0.1-rc.1', null],
      ],
    ],
    [
      '/release cut v1.9.1 v2.0.1 --track security',
      [
        ['cut', 'v1.9.1', 'security'],
        ['cut', 'v2.0.1', 'security'],
      ],
    ],
    ['/release cut v1.9.1 v1.9.1', [['cut', 'v1.9.1', null]]],
    ['/release cut v1.9.1', [['cut', 'v1.9.1', null]]],
  ])('%s is said of each', (comment, expected) => {
    expect(said(comment)).toEqual(expected)
  })

  it('names no plan, which is of one version alone; and at most ten are taken', () => {
    expect(said('/release cut v1.9.1 v2.0.1 --plan 3f2a9c1d')).toEqual(['unclear'])
    const many = Array.from({ length: 11 }, (_, i) => `v1.${i}.1`).join(' ')
    expect(said(`/release cut ${many}`)).toEqual(['unclear'])
  })
})
