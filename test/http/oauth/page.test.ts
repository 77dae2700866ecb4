import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { offerPage } from '../../../src/http/oauth/pages.ts'
import { openTestDoor, sharedRecord } from '../servers.ts'
import { openLinking, textOf, visit } from './world.ts'

const record = sharedRecord()

describe('the page that GitHub leads back to', () => {
  it('is kept nowhere, framed by no one, runs nothing, and tells no other site its address', async () => {
    const world = await openLinking()
    const { html, headers } = await world.follows(await world.begins('U0ADA'), 'ada')
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(html) ?? []
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    expect(html).not.toMatch(/<script|<form|<img|<a\b|\bon\w+=|https?:/i)
  })

  it('says what Slack calls that user, as nothing but text, beside the id', async () => {
    const name = `Ada\u202e <b>"Love"</b>\n&amp; ${'x'.repeat(200)}`
    const world = await openLinking({ slack: { fetchMember: async () => ({ kind: 'member', name }) } })
    const page = await world.follows(await world.begins('U0ADA'), 'ada')
    expect(page.html).toContain('<strong>Ada &lt;b&gt;&quot;Love&quot;&lt;/b&gt;&amp;amp; xxx')
    expect(page.html).not.toContain('x'.repeat(60))
    expect(page.html).toContain('<code>U0ADA</code>')
  })

  it('does without the name while Slack is down', async () => {
    const world = await openLinking({ slack: { fetchMember: () => Promise.reject(new Error('down')) } })
    expect(await world.follows(await world.begins('U0ADA'), 'ada')).toMatchObject({ status: 200 })
  })

  it('says how long there is, never none', () => {
    const offer = { person: { login: 'ada' }, workspace: 'T', user: 'U', name: null, code: 'K7RM2XQD' }
    expect(offerPage({ ...offer, until: 630 }, 0).html).toContain('within 10 minutes')
    expect(offerPage({ ...offer, until: 30 }, 0).html).toContain('within 1 minute:')
  })

  it('uses nothing up for who only looks whether it is there', async () => {
    const world = await openLinking()
    const state = new URL(await world.begins('U0ADA')).searchParams.get('state')
    const at = `${world.url}/link/github?state=${state}&code=0123456789`
    expect((await fetch(at, { method: 'HEAD' })).status).toBe(400)
    expect(textOf(await visit(at))).toContain('the code that your browser')
  })

  const STATE = 'x'.repeat(43)
  it.each([
    '',
    '?code=abc',
    `?state=${STATE}`,
    `?state=${STATE}&code=a%00b`,
    `?state=${STATE}&code=a&code=b`,
    `?state=${STATE}x&code=a`,
    `?state=%3Cscript%3E&code=a`,
    `?state=${STATE}&code=${'a'.repeat(201)}`,
  ])('is nobody’s way in with %s', async (query) => {
    const world = await openLinking()
    const page = await visit(`${world.url}/link/github${query}`)
    expect([page.status, textOf(page).split('\n')[1]]).toEqual([400, 'Only GitHub leads to this page.'])
  })

  it('says so where GitHub is not set up for it, and repeats nothing of what came', async () => {
    const world = await openLinking()
    const page = await visit(
      `${world.url}/link/github?state=${STATE}&error=redirect_uri_mismatch&error_description=%3Cb%3E`,
    )
    expect(page.status).toBe(403)
    expect(textOf(page)).toContain('sent you back without a code')
  })

  it('is there only where people can be sent to GitHub', async () => {
    await using server = await openTestDoor(await record())
    expect((await visit(`${server.url}/link/github?state=${STATE}&code=a`)).status).toBe(404)
  })

  it('lets so many in at once, and the rest come again', async () => {
    const waiting = Promise.withResolvers<never>()
    await using server = await openTestDoor(await record(), { onBack: () => waiting.promise })
    const at = `${server.url}/link/github?state=${STATE}&code=a`
    const pages = Array.from({ length: 17 }, () => visit(at))
    expect(textOf(await Promise.race(pages))).toContain('Too many people are signing in')
    waiting.reject(new Error('broken'))
    expect((await Promise.all(pages)).map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: 16 }, () => 500),
      503,
    ])
  })
})

describe('where GitHub is out of order', () => {
  it.each([
    ['does not answer', { kind: 'reply-lost' }],
    ['answers 502', { kind: 'broken', status: 502 }],
  ] as const)('that %s is an incident, and nobody is linked', async (_, trouble) => {
    const world = await openLinking()
    world.github.faults.add('login/oauth/access_token', trouble)
    const page = await world.follows(await world.begins('U0ADA'), 'ada')
    expect(page.status).toBe(500)
    expect(textOf(page)).toContain('Something went wrong, and nothing was linked.')
    expect(world.lines.map((line) => JSON.parse(line).msg)).toEqual(['A return from GitHub failed.'])
  })

  it('a token that could not be revoked is told, and links all the same: nobody has it', async () => {
    const world = await openLinking()
    world.github.faults.add('apps/delete-token', { kind: 'broken', status: 500 })
    expect(await world.links('U0ADA', 'ada')).toMatchObject({ kind: 'linked' })
    expect(world.lines[0]).toContain('GitHub did not revoke the token')
  })
})

describe('secrets', () => {
  it('are neither in the log nor on record, whatever becomes of a link', async () => {
    const world = await openLinking()
    await world.links('U0ADA', 'ada')
    await world.follows(await world.begins('U0GRACE'), 'grace', 'cancel')
    world.github.faults.add('users/get-authenticated', { kind: 'broken', status: 500 })
    await world.follows(await world.begins('U0GRACE'), 'grace')
    world.github.faults.add('login/oauth/access_token', { kind: 'reply-lost' })
    await world.follows(await world.begins('U0GRACE'), 'grace')
    const { code } = await world.follows(await world.begins('U0GRACE'), 'grace')

    const attempts = await world.store.transact(({ sql }) =>
      sql.selectFrom('link_attempts').selectAll().where('workspace', '=', world.workspace).execute(),
    )
    const secrets = [...world.about, world.github.app().clientSecret, code].filter((secret) => secret !== '')
    expect(secrets.length).toBeGreaterThan(15)
    const seen = world.lines.join('') + JSON.stringify(attempts)
    expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
    expect(attempts).toMatchObject([{ chat_user: 'U0GRACE', github_login: 'grace', verifier: '' }])
  })

  it('of GitHub are revoked as soon as they were used', async () => {
    const world = await openLinking()
    await world.links('U0ADA', 'ada')
    const tokens = world.about.filter((one) => one.startsWith('ghu_'))
    expect(tokens).toHaveLength(1)
    expect(tokens.filter((token) => world.github.world.tokens.has(token))).toEqual([])
  })
})
