import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct, openApp, type Product } from '../worlds/app/product.ts'
import { asked, CRASH, planned } from '../worlds/app/releasing.ts'
import type { AppWorld } from '../worlds/app/world.ts'
import { type Browser, signIn } from './browse.ts'

let world: AppWorld
let product: Product
let [ada, grace, rick]: Browser[] = []
let path: string

beforeAll(async () => {
  world = await openApp()
  product = await makeProduct(world)
  await asked(product, CRASH)
  ;[ada, grace, rick] = [
    await signIn(world, 'ada'),
    await signIn(world, 'grace'),
    await signIn(world, 'rick'),
  ]
  path = `/releases/godel/${product.repository.name}/v2.0.1`
})

/** The fields of the form whose button has this label. */
async function fieldsOf(
  browser: Browser | undefined,
  label: string,
  at = path,
): Promise<Record<string, string>> {
  const { html } = (await browser?.get(at)) ?? { html: '' }
  const form = html.split('<form').find((one) => one.includes(`>${label}</button>`)) ?? ''
  return Object.fromEntries(
    [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

describe('buttons', () => {
  it('are there for what somebody may do, and for nothing else', async () => {
    expect((await grace?.get(path))?.html).toContain('>Go</button>')
    expect((await rick?.get(path))?.html).not.toContain('>Go</button>')
    expect((await rick?.get(path))?.text).toContain('Nothing waits for you here at the moment.')
  })

  it('need the token of the page, and our own origin', async () => {
    const fields = await fieldsOf(grace, 'Go')
    const [forged, elsewhere] = [
      await grace?.post(`${path}/commands`, { ...fields, token: 'x' }),
      await grace?.post(`${path}/commands`, fields, { origin: 'https://evil.example' }),
    ]
    expect([forged?.status, elsewhere?.status]).toEqual([303, 303])
    expect((await grace?.get(path))?.text).not.toContain('grace said go')
  })

  it('of someone else do not work, whatever they send: GitHub is asked at that moment', async () => {
    const [theirs, own] = [await fieldsOf(grace, 'Go'), await fieldsOf(rick, 'Run')]
    const answer = await rick?.post(`${path}/commands`, { ...theirs, token: own['token'] ?? '' })
    expect(answer?.status).toBe(422)
    expect(answer?.text).toContain('Not done.')
  })

  it('say go to exactly what was shown, and no more once it is answered', async () => {
    const fields = await fieldsOf(grace, 'Go')
    const answer = await grace?.post(`${path}/commands`, fields)
    expect(answer?.status).toBe(200)
    expect(answer?.text).toContain('Done. Your go for tagging')
    await expect.poll(async () => (await grace?.get(path))?.text).toContain('grace said go')
    const again = await grace?.post(`${path}/commands`, fields)
    expect(again?.text).toContain('This question is closed')
  })

  it('run any other command as a comment would', async () => {
    const fields = await fieldsOf(ada, 'Run')
    const held = await ada?.post(`${path}/commands`, {
      ...fields,
      command: '/release hold because we wait for a fix',
    })
    expect(held?.text).toContain('held')
    const unclear = await ada?.post(`${path}/commands`, { ...fields, command: 'frobnicate' })
    expect(unclear?.status).toBe(422)
    const typed = await ada?.post(`${path}/commands`, { ...fields, command: 'go' })
    expect(typed?.text).toContain("A typed go doesn't say which question you looked at.")
  })
})

describe('changes', () => {
  it('are told to an open page as they happen, without what they are', async () => {
    const own = await makeProduct(world)
    const release = await planned(own, CRASH)
    world.passes(61)
    const browser = await signIn(world, 'ada')
    const leaving = new AbortController()
    const answer = await fetch(`${world.app.url}/live/releases/godel/${own.repository.name}/v2.0.1`, {
      headers: { cookie: browser.cookie },
      signal: leaving.signal,
    })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toContain('retry:')
    await release.says('ada', '/release hold because it is late')
    expect((await reader?.read())?.value).toBe('event: changed\ndata: {}\n\n')
    leaving.abort()
  })
})

describe('the audit log', () => {
  it('shows what happened, by filter', async () => {
    const all = await ada?.get('/audit')
    expect(all?.text).toContain('Opened v2.0.1 from v2.0.0')
    const goes = await ada?.get('/audit?type=ApprovalGiven&person=GRACE')
    expect(goes?.text).toContain('grace said go')
    expect(goes?.text).not.toContain('Opened v2.0.1')
    expect((await ada?.get('/audit?person=nobody'))?.text).toContain('Nothing matches.')
  })

  it('is exported as JSON Lines and CSV with the same filters', async () => {
    const query = `?release=${encodeURIComponent(`godel/${product.repository.name} v2.0.1`)}`
    const lines =
      (await ada?.get(`/audit.jsonl${query}`))?.html
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)) ?? []
    expect(lines.at(-1)).toMatchObject({
      number: 1,
      repository: `godel/${product.repository.name}`,
      event: { type: 'Opened' },
    })
    expect(lines.length).toBe(lines[0].number)
    const csv = (await ada?.get(`/audit.csv${query}`))?.html.trim().split('\r\n') ?? []
    expect(csv).toHaveLength(lines.length + 1)
    expect(csv[0]).toBe('at,who,repository,version,number,event,what')
  })

  it('goes on on the next page, without a gap and without a double', async () => {
    const seen: string[] = []
    let at: string | undefined = '/audit'
    while (at !== undefined) {
      const html: string = (await ada?.get(at))?.html ?? ''
      seen.push(...[...html.matchAll(/<tr><td>.*?<\/tr>/g)].map(([row]) => row))
      at = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    const whole = (await ada?.get('/audit.jsonl'))?.html.trim().split('\n') ?? []
    expect(seen).toHaveLength(whole.length)
  })
})

describe('the candidates', () => {
  it('are shown by line, with verdict and reason', async () => {
    const shown = await ada?.get('/candidates')
    expect(shown?.text).toContain(`godel/${product.repository.name} line 2.0`)
    expect(shown?.text).toContain('meets the criteria')
  })
})
