import { beforeAll, describe, expect, it } from 'vitest'
import type { Repository } from '../../../../sandbox/github/state.ts'
import { type Mailbox, openMailbox } from '../../../../sandbox/mailbox/open.ts'
import { parseConnections } from '../../../../src/settings/connections.ts'
import { makeEmbargo, type PrivateProduct, readFirstCommit } from '../../../worlds/app/embargo.ts'
import { SHORT } from '../../../worlds/app/product.ts'
import { type AppWorld, openAppWorld } from '../../../worlds/app/world.ts'
import { closeAfterFile } from '../../../worlds/close-after.ts'

const CVE = 'CVE-2026-77777'

/** The security team writes what only people know into the draft of the App. */
function writeAdvisory({ advisories: [draft] }: Repository) {
  if (!draft) throw new Error('no advisory')
  draft.summary = 'The queue overflows'
  draft.description = draft.description
    .replace('## Summary\n', '## Summary\n\nA full queue overflows.\n')
    .replace('## Impact\n', '## Impact\n\nIt stops.\n')
    .replace('## Mitigation\n', '## Mitigation\n\nTurn the queue off.\n')
  draft.credits = [{ login: 'zaunkoenig', type: 'reporter' }]
  draft.cwes = ['CWE-120']
  return draft
}
const config = {
  ...SHORT,
  versionBump: { files: [] },
  security: {
    publisher: 'https://godel.example',
    cveAssigner: '8254265b-2729-46b6-b9e3-3dfca2d5bfca',
    preNotify: ['ops@customer.test', 'gone@customer.test'],
    preNotifyBefore: '2d',
    preNotifyText: '{product} has a security release {time}.',
  },
}
const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const FIX = {
  title: 'fix(security): close the queue overflow',
  files: { 'src/queue.ts': 'export const queue = 2\n' },
}

let app: AppWorld
let mailbox: Mailbox
beforeAll(async () => {
  mailbox = await openMailbox({ now: () => 0 })
  closeAfterFile(mailbox.close)
  const repositories = Array.from({ length: 20 }, (_, i) => `godel/api-${i}`)
  const settings = { mail: [{ repositories, url: mailbox.url, from: 'releases@godel.test' }] }
  const connections = parseConnections(JSON.stringify(settings))
  if ('kind' in connections) throw new Error(connections.what)
  app = await openAppWorld({ lasts: 'file', product: 'none', connections, hears: () => undefined })
})

/** One line, prepared up to its question for the disclosure. */
async function prepare(product: PrivateProduct, fix: number, asked: string): Promise<number> {
  const [, version = ''] = asked.split(' ')
  expect(await product.says('sol', fix, `/release security ${asked}`)).toContain('Done')
  const { number: tracking } = await product.tracking(version)
  await product.reads(tracking, 'Plan `')
  await product.says('ada', tracking, '/release cut')
  await product.reads(tracking, '## Security checklist')
  const pull = await product.pullFrom(`release/${version}`)
  await product.person('sam').reviews(pull.number, 'APPROVED')
  await product.says('ada', tracking, '/release check smoke-tests')
  return tracking
}

/** The App ends at the first write of each kind to the public repository, before it is done, and at the second, after it. */
function crashAtEachWrite(name: string): ReadonlySet<string> {
  const met = new Set<string>()
  const crash = { going: false }
  app.github.taps(async ({ call, method, when, path, caller }) => {
    const isWrite = method !== 'GET' && call !== 'git/upload-pack' && path.includes(`/${name}`)
    if (!isWrite || crash.going || caller.kind !== 'installation' || met.has(`${when} ${call}`))
      return 'goes-on'
    if (when === 'after' && !met.has(`before ${call}`)) return 'goes-on'
    met.add(`${when} ${call}`)
    crash.going = true
    await app.crash().finally(() => {
      crash.going = false
    })
    return 'breaks'
  })
  return met
}

/** How many lines have their release whenever the App publishes the advisory. */
function countFixesAtPublication(open: Repository): readonly number[] {
  const counts: number[] = []
  app.github.taps(({ when, call, path, body }) => {
    const isOurs = call.endsWith('update-repository-advisory') && path.includes(`/${open.name}/`)
    if (when === 'before' && isOurs && body.includes('"published"'))
      counts.push(open.releases.filter(({ draft }) => !draft).length)
    return 'goes-on'
  })
  return counts
}

describe('an advisory for two lines', () => {
  it('goes out whole or not at all, whatever crashes at the agreed minute, with a CVE id, mails ahead and its documents', async () => {
    const product = await makeEmbargo(app, config, null)
    await product.person('ada').tags('v1.9.0', 'v2.0.0')
    const { owner } = product.repository
    await app.github
      .person('ada', { in: `${owner.login}/${product.open.name}`, role: 'admin' })
      .tags('v1.9.0', 'v2.0.0')
    const fix = await product.merges(FIX)
    const first = await prepare(product, fix, 'new v2.0.1')
    await product.reads(first, 'title: the security team writes it')
    await product.reads(first, 'mitigations: the security team writes them')
    const standing = writeAdvisory(product.open)
    const GHSA = standing.ghsa
    await product.says('sol', first, `/release assess #${fix} risk=low type=security cvss=${VECTOR}`)
    const faulty = await readFirstCommit(product.repository)
    await product.says('sol', first, `/release advisory introduced-by=${faulty.slice(0, 8)}`)
    await app.until(
      'the facts in the draft',
      () => standing.cvss === VECTOR && standing.affected.length === 2,
    )
    const second = await prepare(product, fix, `${GHSA} v1.9.1`)
    await product.reads(first, `\`GSA-2026-001\` · \`${GHSA}\``)
    expect(product.open.advisories).toHaveLength(1)
    await product.reads(second, 'CVE id: the security team asks GitHub')
    expect(await product.says('ada', first, '/release advisory cve=request')).toContain(
      "isn't on the security team",
    )
    await product.says('sol', first, '/release advisory cve=request')
    await app.until('the request', () => standing.isCveAskedFor)
    standing.cve = CVE
    await app.app.reconcile()

    mailbox.fails({ kind: 'refuses', to: 'gone@customer.test' })
    for (const tracking of [first, second]) {
      await product.hears(tracking, /### Tag v/)
      await product.says('grace', tracking, '/release go')
      await product.reads(tracking, 'is built')
      await product.says('sol', tracking, '/release disclose at 2026-02-20T14:00 zone=UTC')
      await product.hears(tracking, /### Publish v/)
    }
    for (const login of ['sam', 'sue']) await product.says(login, first, '/release go')
    app.passes((Date.parse('2026-02-18T14:00:01Z') - app.now()) / 1000)
    // Whichever line comes first sends them for both.
    const listAhead = () =>
      [first, second].flatMap(
        (tracking) =>
          product
            .told(tracking)
            .find((text) => text.includes('The mail ahead of the disclosure was sent to')) ?? [],
      )
    await app.until('the mail ahead, told on both', () => listAhead().length === 2)
    expect(listAhead().join('\n')).toContain(
      'sent to 1 recipient. It may not have reached gone@customer.test',
    )
    const told = mailbox.mails().map(({ to, text }) => `${to}: ${text}`)
    const time = '2026-02-20 14:00 UTC'
    expect(told).toEqual([`ops@customer.test: ${product.open.name} has a security release ${time}.`])
    const [mail] = mailbox.mails()
    for (const word of [GHSA, 'GSA-', CVE, 'v2.0.1', '2.0.1', 'overflow', 'gone@'])
      expect(mail?.raw).not.toContain(word)

    app.passes((Date.parse('2026-02-20T14:00:01Z') - app.now()) / 1000)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const drafting = product.listWrites()
    expect(drafting.every((call) => call.startsWith('security-advisories/'))).toBe(true)
    expect(standing.state).toBe('draft')

    const met = crashAtEachWrite(product.open.name)
    const fixes = countFixesAtPublication(product.open)
    for (const login of ['sam', 'sue']) await product.says(login, second, '/release go')
    const clock = setInterval(() => app.passes(3), 100)
    const documents = ['osv', 'csaf', 'cve'].map((kind) => `GSA-2026-001.${kind}.json`)
    await app
      .until(
        () =>
          `the documents: ${JSON.stringify(product.open.releases.map(({ tag, draft, assets }) => [tag, draft, assets.map(({ name }) => name)]))} ${standing.state} ${[...met]} ${product.told(first).at(-1)}`,
        () =>
          product.open.releases.filter(({ assets }) =>
            documents.every((name) => assets.some((one) => one.name === name)),
          ).length === 2,
      )
      .finally(() => clearInterval(clock))

    // What a program that ends had on its way is worked all the same: a draft may be left over, and nobody sees it.
    const shown = product.open.releases.filter(({ draft }) => !draft)
    expect(shown.map(({ tag }) => tag).toSorted()).toEqual(['v1.9.1', 'v2.0.1'])
    expect(standing).toMatchObject({
      state: 'published',
      cve: CVE,
      affected: [
        { range: '>= 1.9.0, < 1.9.1', patched: '1.9.1' },
        { range: '>= 2.0.0, < 2.0.1', patched: '2.0.1' },
      ],
    })
    expect(fixes).toContain(2)
    expect(fixes.every((count) => count === 2)).toBe(true)
    expect(met.size).toBeGreaterThanOrEqual(7)
  }, 300_000)
})
