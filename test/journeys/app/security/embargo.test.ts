import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { AdvisoryState } from '../../../../sandbox/github/records/advisory-state.ts'
import { listBranches, makeEmbargo, type PrivateProduct } from '../../../worlds/app/embargo.ts'
import { openApp, SHORT } from '../../../worlds/app/product.ts'
import type { AppWorld } from '../../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

const GHSA = 'GHSA-2jcg-qqmg-46q6'
const FIX = {
  title: 'fix(security): close the kanarienvogel overflow',
  files: { 'src/queue.ts': 'export const queue = 2\n' },
}
/** What outsiders must not read before the disclosure, in whatever encoding. */
const CANARIES = ['CVE-2026-77777', GHSA, 'kanarienvogel', 'zaunkoenig', 'release/v2.0.1', 'v2.0.1']

const advisory: AdvisoryState = {
  ghsa: GHSA,
  state: 'draft',
  cve: 'CVE-2026-77777',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  summary: 'The kanarienvogel overflow',
  description: 'Reported by zaunkoenig.\n\n## Mitigation\n\nTurn the queue off.',
  affected: [{ ecosystem: 'npm', name: 'api', range: '>= 2.0.0, < 2.0.1', patched: null }],
  publishedAt: null,
}

/** Prepared, tagged and built in the private repository. */
async function prepare(product: PrivateProduct): Promise<number> {
  const fix = await product.merges(FIX)
  await product.says('sol', fix, `/release security ${GHSA} v2.0.1`)
  const { number: tracking } = await product.tracking()
  await product.reads(tracking, 'Plan `')
  await product.says('ada', tracking, '/release cut')
  await product.reads(tracking, '## Security checklist')
  const pull = await product.pullFrom('release/v2.0.1')
  await product.person('sam').reviews(pull.number, 'APPROVED')
  await product.says('ada', tracking, '/release check smoke-tests')
  await product.hears(tracking, '### Tag v2.0.1?')
  await product.says('grace', tracking, '/release go')
  await product.reads(tracking, 'is built')
  return tracking
}

describe('an embargoed release', () => {
  it('goes from a draft advisory to its disclosure, with nothing public one second early', async () => {
    const product = await makeEmbargo(app, { ...SHORT }, { ...advisory })
    const tracking = await prepare(product)
    await product.says('sol', tracking, '/release disclose at 2026-02-12T14:00 zone=UTC')
    await product.hears(tracking, '### Publish v2.0.1?')
    for (const login of ['sam', 'sue']) await product.says(login, tracking, '/release go')
    app.passes((Date.parse('2026-02-11T14:00:01Z') - app.now()) / 1000)
    await product.hears(tracking, 'The rehearsal of the disclosure found no problem.')
    app.passes((Date.parse('2026-02-12T13:59:50Z') - app.now()) / 1000)

    expect(product.findInPublic(CANARIES)).toEqual([])
    expect(await listBranches(product.open)).toEqual(['main'])
    expect(product.open.issues).toEqual([])

    // Somebody replaces a file of the private build: it isn't published.
    const artifact = product.repository.runs.flatMap(({ artifacts }) => artifacts).at(-1)
    const original = Buffer.from(artifact?.bytes ?? [])
    artifact?.bytes.fill(7)
    app.passes(15)
    await product.hears(tracking, "isn't the file that was verified")
    expect(product.open.releases.filter(({ draft }) => !draft)).toEqual([])
    expect(product.open.advisories).toMatchObject([{ state: 'draft' }])
    artifact?.bytes.set(original)
    await product.says('ada', tracking, '/release retry publish')
    await app.until(
      () => `the advisory:\n${product.issue(tracking).body}`,
      () => product.open.advisories[0]?.state === 'published',
    )
    expect(product.listWrites()).toEqual([
      'git/receive-pack',
      'repos/create-release',
      'repos/upload-release-asset',
      'repos/update-release',
      'security-advisories/update-repository-advisory',
    ])
    expect(product.open.advisories[0]?.affected).toMatchObject([{ patched: '2.0.1' }])
    expect(product.open.releases).toMatchObject([{ tag: 'v2.0.1', draft: false }])
    const files = new Map(product.open.releases[0]?.assets.map(({ name, bytes }) => [name, bytes]))
    const built = product.repository.runs.flatMap(({ artifacts }) => artifacts).at(-1)
    expect(Buffer.from(files.get('cli.zip') ?? [])).toEqual(Buffer.from(built?.bytes ?? [1]))
    const digest = createHash('sha256')
      .update(built?.bytes ?? '')
      .digest('hex')
    expect(Buffer.from(files.get('SHA256SUMS') ?? []).toString()).toBe(`${digest}  cli.zip\n`)
    await product.reads(tracking, /v2\.0\.1 is (out|published)/)
  })

  it('that was opened without an advisory gets one draft, whatever becomes of the answer', async () => {
    const product = await makeEmbargo(app, { ...SHORT }, null)
    const fix = await product.merges(FIX)
    app.github.faults.add('security-advisories/create-repository-advisory', { kind: 'reply-lost' })
    await product.says('sol', fix, '/release security new v2.0.1')
    const { number: tracking } = await product.tracking()
    const clock = setInterval(() => app.passes(3), 100)
    await product.reads(tracking, /`GSA-2026-\d+` · `GHSA-/).finally(() => clearInterval(clock))
    expect(product.open.advisories).toMatchObject([
      { state: 'draft', affected: [{ name: product.open.name }] },
    ])
  })

  it('is opened in its private repository by its security team, and nowhere else', async () => {
    const product = await makeEmbargo(app, { ...SHORT }, { ...advisory })
    const fix = await product.merges(FIX)
    expect(await product.says('ada', fix, `/release security ${GHSA}`)).toContain(
      "isn't on the security team",
    )
    await product.person('ada').pushes({
      branch: 'main',
      message: 'ci: name no private repository',
      files: { '.github/release-captain.yml': stringify(SHORT) },
    })
    expect(await product.says('sol', fix, `/release security ${GHSA}`)).toContain(
      'opened in the private repository of the security team',
    )
  })
})
