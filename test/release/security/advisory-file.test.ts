import { describe, expect, it } from 'vitest'
import { advisoryFileSchema, listAffectedLines } from '../../../src/release/security/advisory-file.ts'

describe('the releases that a fault affects', () => {
  const containing = ['2.0.1', '1.9.0', '1.9.10', '1.9.2', '2.0.0', '2.1.0']

  it('are those that contain the commit that brought it, by line, oldest first', () => {
    expect(listAffectedLines(containing, [])).toEqual([
      { line: '1.9', introduced: '1.9.0', fixed: null, versions: ['1.9.0', '1.9.2', '1.9.10'] },
      { line: '2.0', introduced: '2.0.0', fixed: null, versions: ['2.0.0', '2.0.1'] },
      { line: '2.1', introduced: '2.1.0', fixed: null, versions: ['2.1.0'] },
    ])
  })

  it('end before the version that fixes a line, though that contains the commit too', () => {
    expect(listAffectedLines(containing, ['1.9.10', '2.0.1', '2.1.0'])).toEqual([
      { line: '1.9', introduced: '1.9.0', fixed: '1.9.10', versions: ['1.9.0', '1.9.2'] },
      { line: '2.0', introduced: '2.0.0', fixed: '2.0.1', versions: ['2.0.0'] },
    ])
  })

  it('are none where no release contains it', () => {
    expect(listAffectedLines([], ['2.0.1'])).toEqual([])
  })
})

describe('an advisory file', () => {
  it('needs an id, and takes versions with or without their v', () => {
    expect(advisoryFileSchema.parse({ id: 'GSA-2026-001', fixed: ['v2.0.1', '1.9.4'] })).toMatchObject({
      id: 'GSA-2026-001',
      fixed: ['2.0.1', '1.9.4'],
      cve: null,
      affected: null,
    })
    expect(advisoryFileSchema.safeParse({ title: 'No id' }).success).toBe(false)
  })

  it.each([
    ['a CVE id of another form', { cve: 'CVE-26-1' }],
    ['an address that is not encrypted', { references: ['http://example.com/'] }],
    ['a branch in place of a commit', { introducedBy: 'main' }],
    ['a time without its zone', { published: '2026-02-11T15:00:00' }],
    ['a key that it does not know', { severity: 'high' }],
  ])('is refused with %s', (_, wrong) => {
    expect(advisoryFileSchema.safeParse({ id: 'GSA-2026-001', ...wrong }).success).toBe(false)
  })
})
