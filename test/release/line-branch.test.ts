import { describe, expect, it } from 'vitest'
import { fitBranch, parseBranch } from '../../src/release/line-branch.ts'

describe("a branch is named as a line's own", () => {
  it.each([
    ['8-1-stable', '8.1', 'line'],
    ['release-1.21', '1.21', 'line'],
    ['release/v1.21', '1.21', 'line'],
    ['maintenance/2.5.x', '2.5', 'line'],
    ['v3-5-stable', '3.5', 'line'],
    ['stable-2.17', '2.17', 'line'],
    ['zfs-2.4-release', '2.4', 'line'],
    ['REL_16_STABLE', '16', 'line'],
    ['stable/2024.1', '2024.1', 'line'],
    ['4.x', '4.5', 'series'],
    ['v7', '7.3', 'series'],
    ['branch_9x', '9.8', 'series'],
    ['stable', '3.5', 'stable'],
    ['master', '3.5', 'stable'],
  ])('%s for %s', (name, line, fit) => {
    expect(fitBranch(name, line, ['zfs'])).toBe(fit)
  })

  it.each([
    ['another line', 'release-1.20'],
    ['a single version', 'release/1.21.5'],
    ['what is prepared for one', 'zfs-1.21.5-staging'],
    ['work on the line', 'release-1.21-disable-klone'],
    ['a security release in the making', '1-21-sec'],
    ['a bot', 'renovate/open-1.21'],
    ['a backport', 'backport/1.21/fix-crash'],
    ['a change with a number in it', 'fix-121-crash'],
    ['a feature', 'feat/1.21'],
  ])('and not %s', (_, name) => {
    expect(fitBranch(name, '1.21', ['zfs'])).toBeNull()
  })

  it('or as the policy says', () => {
    expect(parseBranch('{major}-{minor}-stable', '8.1')).toBe('8-1-stable')
    expect(parseBranch('release-{line}', '1.21')).toBe('release-1.21')
  })
})
