import { describe, expect, it } from 'vitest'
import { advisoryDocument } from '../../../src/cli/json/advisory.ts'
import { findCsafErrors } from '../../release/security/validators.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

const WHOLE = `
id: GSA-2026-001
cve: CVE-2026-10421
title: Authentication bypass in the API gateway
cvss: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H
summary: The API gateway accepts expired tokens.
impact: An attacker with an old token acts as its owner.
mitigation: Revoke all tokens that are older than an hour.
patch: Upgrade to v2.0.1.
credits: [{name: Mira Holt, role: reporter}]
fixed: [v2.0.1]
publisher: https://godel.example
published: 2026-02-11T16:00:00+01:00
`

/** A product whose last release has a fault that came with a commit of before it. */
function openFaulty(): World & { readonly fault: string } {
  const world = openWorld()
  world.git('config', 'remote.origin.url', 'https://token@github.com/godel/godel.git')
  return Object.assign(world, { fault: world.git('rev-parse', 'v2.0.0^{commit}').trim() })
}

describe('a security advisory on the command line', () => {
  it('lists what it lacks and who can supply it', async () => {
    using world = openFaulty()
    const file = world.writes('GSA.yml', 'id: GSA-2026-001\ntitle: Authentication bypass\n')
    const { screen, exitCode } = await world.types(`advisory --from ${file}`)

    expect(exitCode).toBe(0)
    expect(screen).toContain('Security advisory GSA-2026-001')
    expect(screen).toMatch(/CVSS vector \(`cvss`\)\s+from the security team/)
    expect(screen).toMatch(/credits\s+from the reporter/)
    expect(screen).not.toMatch(/title\s+from the security team/)
  })

  it('finds the affected releases by the commit that brought the fault, up to the fixed one', async () => {
    using world = openFaulty()
    world.onLine('fix: check tokens')
    world.tags('v2.0.1')
    const file = world.writes('GSA.yml', `${WHOLE}introducedBy: ${world.fault.slice(0, 12)}\n`)
    const report = await world.asks(advisoryDocument, `advisory --from ${file}`)

    expect(report).toMatchObject({ severity: 'Critical (CVSS 9.8)', missing: [], isAffectedFromGit: true })
    expect(report.affected).toEqual([
      { line: '2.0', introduced: '2.0.0', fixed: '2.0.1', versions: ['2.0.0'] },
    ])
  })

  it('says that no release contains the commit, where the fault never went out', async () => {
    using world = openFaulty()
    const unreleased = world.merges('fix: take tokens from cookies')
    const file = world.writes('GSA.yml', `${WHOLE}introducedBy: ${unreleased}\n`)
    expect(await world.isRefused(`advisory --from ${file}`)).toContain('No release contains the commit')
  })

  it('is Markdown by the template, and CSAF that the reference validator accepts', async () => {
    using world = openFaulty()
    const file = world.writes('GSA.yml', `${WHOLE}introducedBy: ${world.fault}\n`)
    const markdown = await world.types(`advisory --from ${file} --format markdown`)
    expect(markdown.screen).toContain('Critical (CVSS 9.8)')
    expect(markdown.screen).toContain('The API gateway accepts expired tokens.')

    const csaf = await world.types(`advisory --from ${file} --format csaf`)
    expect(await findCsafErrors(JSON.parse(csaf.screen))).toEqual([])
    const osv = await world.types(`advisory --from ${file} --format osv`)
    expect(JSON.parse(osv.screen)).toMatchObject({
      id: 'CVE-2026-10421',
      published: '2026-02-11T15:00:00.000Z',
    })
  })

  it('is refused in a form for programs while it lacks what that form needs', async () => {
    using world = openFaulty()
    const file = world.writes('GSA.yml', 'id: GSA-2026-001\npublished: 2026-02-11T15:00:00Z\n')
    expect(await world.isRefused(`advisory --from ${file} --format osv`)).toContain('lacks a GHSA id')
    expect(await world.isRefused(`advisory --from ${file} --format csaf`)).toContain('`publisher`')
    expect(await world.isRefused(`advisory --from ${file} --format cve`)).toContain('`assigner`')
  })

  it('names every mistake of its file, and a score in place of a vector', async () => {
    using world = openFaulty()
    const wrong = world.writes('GSA.yml', 'id: GSA-2026-001\ncve: 10421\ncolour: red\n')
    const told = await world.isRefused(`advisory --from ${wrong}`)
    expect(told).toContain('`cve`')
    expect(told).toContain('colour')
    const typed = world.writes('typed.yml', 'id: GSA-2026-001\ncvss: "9.8"\n')
    expect(await world.isRefused(`advisory --from ${typed}`)).toContain('give the vector')
    const lost = world.writes('lost.yml', 'id: GSA-2026-001\nintroducedBy: 0123456789abcdef\n')
    expect(await world.isRefused(`advisory --from ${lost}`)).toContain('isn’t in this repository')
  })
})
