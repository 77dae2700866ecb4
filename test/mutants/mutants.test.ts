import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MUTANTS } from './all.ts'

/** What of the list the code has outgrown, `npm run mutants` says. */
describe('the list of defences', () => {
  it('has at least 150, each under a name of its own', () => {
    const names = MUTANTS.map(({ file, holds }) => `${file}: ${holds}`)
    expect(names.length).toBeGreaterThanOrEqual(150)
    expect(new Set(names).size).toBe(names.length)
  })

  it('names tests for each, which exist', () => {
    const lacking = MUTANTS.filter(({ tests }) => tests.length === 0 || !tests.every(existsSync))
    expect(lacking.map(({ file, holds }) => `${file}: ${holds}`)).toEqual([])
  })
})
