import { beforeAll, describe, expect, it } from 'vitest'
import type { AdvisoryState } from '../../../../sandbox/github/records/advisory-state.ts'
import { makeEmbargo, type PrivateProduct } from '../../../worlds/app/embargo.ts'
import { type Overheard, openOverheardApp } from '../../../worlds/app/listening.ts'
import { lookAround } from '../../../worlds/app/looking.ts'
import { makeProduct, SHORT } from '../../../worlds/app/product.ts'
import { troubleWrites } from '../../../worlds/app/troubling.ts'

const GHSA = 'GHSA-2jcg-qqmg-46q6'
const TITLE = 'fix(security): close the kanarienvogel overflow'
/** A CVE id, a GHSA id, our own id, a component, a reporter, a title, a vector, and the branch of the release. */
const CANARIES = [
  ...['CVE-2026-77777', GHSA, 'GSA-2026-001', 'kanarienvogel', 'zaunkoenig', TITLE],
  ...['AV:N/AC:L/PR:N', 'release/v2.0.1'],
]
const FIX = {
  title: TITLE,
  body: 'Severity: P0\nRisk: low\nCVE: CVE-2026-77777\n\nReported by zaunkoenig.',
  files: { 'src/kanarienvogel.ts': 'export const queue = 2\n' },
}
const CVSS = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

const advisory: AdvisoryState = {
  ghsa: GHSA,
  state: 'draft',
  cve: 'CVE-2026-77777',
  cvss: CVSS,
  summary: 'The kanarienvogel overflow',
  description: 'Reported by zaunkoenig as GSA-2026-001.\n\n## Mitigation\n\nTurn the queue off.',
  affected: [{ ecosystem: 'npm', name: 'api', range: '>= 2.0.0, < 2.0.1', patched: null }],
  publishedAt: null,
}

const config = {
  ...SHORT,
  channels: [
    { in: 'slack', channel: 'releases', audience: 'team' },
    { in: 'slack', channel: 'customers', audience: 'customers' },
    { in: 'slack', channel: 'security', audience: 'security' },
    { in: 'discord', channel: 'announcements', audience: 'public' },
  ],
  announcements: { securityAdvanceTo: ['customers', 'public'], customers: ['ops@customer.test'] },
}

let overheard: Overheard
beforeAll(async () => {
  const names = Array.from({ length: 9 }, (_, i) => [`godel/api-${i}`, `godel/api-${i}-open`])
  overheard = await openOverheardApp(names.flat())
})

/** Prepared and tested in the private repository, while outsiders look at each step. */
async function prepare(product: PrivateProduct, meanwhile = () => {}): Promise<number> {
  const look = () => lookAround(overheard, product)
  const fix = await product.merges(FIX)
  await product.says('sol', fix, `/release security ${GHSA} v2.0.1`)
  const { number: tracking } = await product.tracking()
  await product.reads(tracking, 'Plan `')
  await look()
  meanwhile()
  await product.says('ada', tracking, '/release cut')
  await product.reads(tracking, '## Security checklist')
  const pull = await product.pullFrom('release/v2.0.1')
  await product.person('sam').reviews(pull.number, 'APPROVED')
  await product.says('ada', tracking, '/release check smoke-tests')
  return tracking
}

describe('of an embargoed release', () => {
  it('no one outside the security team reads a word before its disclosure, whatever fails, crashes or is asked', async () => {
    const { app } = overheard
    const product = await makeEmbargo(app, config, { ...advisory })
    const met = troubleWrites(app)
    const clock = setInterval(() => app.passes(3), 100)

    const tracking = await prepare(product)
    await product.hears(tracking, '### Tag v2.0.1?')
    await lookAround(overheard, product)
    await product.says('grace', tracking, '/release go')
    await product.reads(tracking, 'is built').finally(() => clearInterval(clock))
    await product.says('sol', tracking, '/release disclose at 2026-02-14T14:00 zone=UTC')
    await product.hears(tracking, '### Publish v2.0.1?')
    for (const login of ['sam', 'sue']) await product.says(login, tracking, '/release go')
    app.passes((Date.parse('2026-02-13T14:00:01Z') - app.now()) / 1000)
    await product.hears(tracking, /The rehearsal of the disclosure found/)
    await lookAround(overheard, product)

    expect(
      overheard.find([
        ...CANARIES,
        product.pull((await product.pullFrom('release/v2.0.1')).number).pull.head,
      ]),
    ).toEqual([])
    expect(product.findInPublic(['v2.0.1', ...CANARIES])).toEqual([])
    expect(met.size).toBeGreaterThan(8)
    for (const way of ['log', 'http', 'slack', 'discord'] as const)
      expect(overheard.bytes(way), way).toBeGreaterThan(500)
  }, 240_000)

  it('no one reads more where its template is broken, or GitHub refuses what it repeats', async () => {
    const { app } = overheard
    const broken = { ...config, notes: { template: 'notes.liquid' } }
    const product = await makeEmbargo(
      app,
      broken,
      { ...advisory },
      {
        'notes.liquid': '{% for note in (1..99999999) %}{{ kanarienvogel }} CVE-2026-77777{% endfor %}',
      },
    )
    app.github.faults.add('issues/create', { kind: 'echoed', status: 500 })
    const tracking = await prepare(product, () =>
      app.github.faults.add('checks/create', { kind: 'echoed', status: 422 }),
    )
    await product.hears(tracking, 'notes.liquid, line 1')
    await lookAround(overheard, product)

    expect(overheard.find(CANARIES)).toEqual([])
    expect(product.findInPublic(['v2.0.1', ...CANARIES])).toEqual([])
  }, 120_000)
})

describe('of a security fix in a public repository', () => {
  it('the App repeats nothing that its description says, and its release is a security release by that alone', async () => {
    const { app } = overheard
    const product = await makeProduct(app, config)
    const linus = product.person('linus')
    const files = { 'src/queue.ts': 'export const queue = 2\n', 'test/queue.test.ts': '// bound\n' }
    const message = 'fix: do not crash on a full queue\n\nSeverity: P1\nRisk: low'
    await linus.pushes({ branch: 'bound', from: 'main', message, files })
    const body = `It closes CVE-2026-77777 of zaunkoenig (${CVSS}).`
    const { number } = await linus.opensPullRequest({
      title: 'fix: do not crash on a full queue',
      head: 'bound',
      body,
    })
    await product.person('grace').reviews(number, 'APPROVED')
    await product.person('ada').merges(number, 'squash')
    await product.says('ada', number, '/release plan')
    const { number: tracking } = await product.tracking()
    await product.reads(tracking, 'This is a security release')
    await lookAround(overheard, product)

    const written = [...product.told(tracking), product.issue(tracking).body, ...product.told(number)].join()
    for (const word of ['CVE-2026-77777', 'zaunkoenig', 'AV:N', 'crash on a full queue'])
      expect(written).not.toContain(word)
    expect(overheard.find(['CVE-2026-77777', 'zaunkoenig', 'AV:N/AC:L'])).toEqual([])
  }, 120_000)
})
