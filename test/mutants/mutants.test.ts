import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MUTANTS } from './all.ts'
import type { Mutant } from './mutant.ts'

describe('the list of defences', () => {
  it('has at least 150, each under a name of its own', () => {
    const names = MUTANTS.map(({ file, holds }) => `${file}: ${holds}`)
    expect(names.length).toBeGreaterThanOrEqual(150)
    expect(new Set(names).size).toBe(names.length)
  })

  it('is of defences that stand in the code, each once', () => {
    const count = ({ file, find }: Mutant) =>
      existsSync(file) ? readFileSync(file, 'utf8').split(find).length - 1 : 0
    const outgrown = MUTANTS.filter((one) => count(one) !== 1)
    expect(outgrown.map(({ file, holds }) => `${file}: ${holds}`)).toEqual([])
  })

  it('names tests for each, which exist', () => {
    const lacking = MUTANTS.filter(({ tests }) => tests.length === 0 || !tests.every(existsSync))
    expect(lacking.map(({ file, holds }) => `${file}: ${holds}`)).toEqual([])
  })
})
