import { describe, expect, it } from 'vitest'
import { compileFinder, compilePathFinder } from '../../src/release/patterns.ts'

describe('a glob', () => {
  it.each([
    ['**/test/**', ['test/a', 'a/b/test/c/d.ts'], ['test', 'contest/a', 'a/test']],
    ['test/**', ['test/a', 'test/a/b'], ['a/test/b']],
    ['*.test.ts', ['a.test.ts', 'deep/er/a.test.ts'], ['a.test.tsx', 'a.test.ts/b']],
    ['src/*.ts', ['src/a.ts'], ['src/a/b.ts', 'lib/src/a.ts']],
    ['**/*_test.*', ['a_test.go', 'x/y_test.py'], ['test.go', 'a_test']],
    ['a?c', ['abc', 'x/abc'], ['ac', 'a/c']],
    ['{a,b*}/x', ['a/x', 'b/x', 'bcd/x'], ['c/x', 'b/c/x']],
    ['a+(b)[c].{ts', ['a+(b)[c].{ts'], ['aab.ts', 'abc.ts']],
    ['é/**', ['é/ü'], ['e/u']],
    ['**', ['a', 'a/b\nc'], []],
  ])('%s', (glob, yes, no) => {
    const find = compilePathFinder([glob])
    expect(yes.filter((path) => find(path) === null)).toEqual([])
    expect(no.filter((path) => find(path) !== null)).toEqual([])
  })

  it('of an empty list matches nothing', () => {
    expect(compilePathFinder([])('test/a')).toBeNull()
  })

  it('answers for a hostile path, over which backtracking would never end', () => {
    const find = compilePathFinder(['*a*a*a*a*a*a*a*a*a*a*a*b'])
    expect(find('a'.repeat(100_000))).toBeNull()
    expect(find(`${'a'.repeat(100_000)}b`)).not.toBeNull()
  })
})

describe('a pattern', () => {
  it('is found in capitals or not, and says what it found', () => {
    expect(compileFinder(['\\bcrash(es|ed)?\\b', 'panic'])('It Crashed, in panic')).toBe('Crashed')
    expect(compileFinder(['a|b', 'c'])('xxc')).toBe('c')
    expect(compileFinder(['crash'])('all is well')).toBeNull()
  })

  it('answers for a hostile subject, over which backtracking would never end', () => {
    expect(compileFinder(['(a+)+$'])(`${'a'.repeat(100_000)}!`)).toBeNull()
  })
})
