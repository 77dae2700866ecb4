import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtempDisposable } from 'node:fs/promises'
import { createServer, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { APP_EVENTS } from '../../../src/github-app.ts'
import { openSetup, type SetupOptions } from '../../../src/http/setup/setup.ts'
import { readSettings } from '../../../src/settings.ts'

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString()
const CONVERSION = {
  id: 4711,
  name: 'Captain of <Godel>',
  html_url: 'https://github.com/apps/captain-of-godel',
  pem: PEM,
  webhook_secret: 'e340154128314309424b7c8e90325147d99fdafa',
  client_id: 'Iv23liABCDEFGHIJKLMN',
  client_secret: '0123456789abcdef0123456789abcdef01234567',
}

/** A GitHub that makes an App out of any code, and says what it was asked. */
async function gitHub(answer: { status?: number; body?: unknown } = {}) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(answer.status ?? 201, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer.body ?? CONVERSION))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const web = `http://127.0.0.1:${port}`
  return {
    asked,
    urls: { web, api: `${web}/api/v3` },
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}

async function inFolder(
  use: (folder: string, github: Awaited<ReturnType<typeof gitHub>>) => Promise<void>,
  answer = {},
) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'release-captain-setup-'))
  await using github = await gitHub(answer)
  await use(folder.path, github)
}

async function opened(given: Pick<SetupOptions, 'folder' | 'github'> & Partial<SetupOptions>) {
  const setup = await openSetup({
    organization: null,
    name: 'Release Captain',
    webhookUrl: 'https://captain.example/api/github/webhooks',
    ...given,
  })
  return { ...setup, [Symbol.asyncDispose]: setup.close }
}

/** What the page's form would send to GitHub. */
async function formOf(url: string) {
  const html = await (await fetch(url)).text()
  const unescaped = (text = '') =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  const action = new URL(unescaped(/action="([^"]*)"/.exec(html)?.[1]))
  const manifest = JSON.parse(unescaped(/name="manifest" value="([^"]*)"/.exec(html)?.[1]))
  const back = (given: { code?: string; state?: string }) => {
    const query = new URLSearchParams({
      code: 'a1b2',
      state: action.searchParams.get('state') ?? '',
      ...given,
    })
    return `${manifest.redirect_url}?${query}`
  }
  return { html, action, manifest, back }
}

describe('setup', () => {
  it('sends whoever agrees to GitHub with the manifest, takes them back, and keeps what the App needs', async () => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls })
      const { action, manifest, back } = await formOf(setup.url)
      expect(action.href).toMatch(`${github.urls.web}/settings/apps/new?state=`)
      expect(manifest).toMatchObject({
        name: 'Release Captain',
        default_events: APP_EVENTS.map(({ name }) => name),
        hook_attributes: { url: 'https://captain.example/api/github/webhooks', active: true },
        callback_urls: ['https://captain.example/link/github'],
      })

      const made = await fetch(back({}))

      expect(await made.text()).toContain('Captain of &lt;Godel&gt; is created')
      expect(github.asked).toEqual(['POST /api/v3/app-manifests/a1b2/conversions'])
      const { env, key } = await setup.done
      expect([statSync(env).mode & 0o777, statSync(key).mode & 0o777]).toEqual([0o600, 0o600])
      expect(readFileSync(key, 'utf8')).toBe(PEM)
      expect(readSettings(parseEnv(readFileSync(env, 'utf8')))).toMatchObject({
        kind: 'right',
        settings: {
          kind: 'app',
          app: {
            id: 4711,
            webhookSecrets: { current: CONVERSION.webhook_secret },
            github: github.urls,
            linking: {
              clientId: CONVERSION.client_id,
              clientSecret: CONVERSION.client_secret,
              publicUrl: 'https://captain.example',
            },
          },
        },
      })
    })
  })

  it('keeps what people prove themselves by for later, where browsers do not reach it by the webhook’s relay', async () => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls, webhookUrl: 'https://smee.io/abc' })
      const { manifest, back } = await formOf(setup.url)
      expect(manifest).toMatchObject({ callback_urls: [] })
      await fetch(back({}))
      const { env } = await setup.done
      expect(readFileSync(env, 'utf8')).toContain(`#GITHUB_CLIENT_SECRET=${CONVERSION.client_secret}`)
      expect(readSettings(parseEnv(readFileSync(env, 'utf8')))).toMatchObject({
        settings: { app: { linking: null } },
      })
    })
  })

  it('tells the terminal where to go on, and no secret', async () => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls })
      await fetch((await formOf(setup.url)).back({}))
      expect(await setup.done).toEqual({
        id: 4711,
        name: 'Captain of <Godel>',
        page: 'https://github.com/apps/captain-of-godel',
        installAt: 'https://github.com/apps/captain-of-godel/installations/new',
        env: join(folder, '.env'),
        key: join(folder, 'release-captain.private-key.pem'),
      })
    })
  })

  it('makes the App an organisation’s, on whatever GitHub', async () => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls, organization: 'godel' })
      const { action } = await formOf(setup.url)
      expect(action.pathname).toBe('/organizations/godel/settings/apps/new')
    })
  })
})

describe('nobody else', () => {
  it.each([
    ['with another state', { state: 'guessed' }],
    ['without a state', { state: '' }],
    ['without a code', { code: '' }],
    ['with a code that is a path', { code: '../../user' }],
  ])('gets an App in by coming back %s', async (_, given) => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls })
      const { back } = await formOf(setup.url)
      expect((await fetch(back(given))).status).toBe(404)
      expect(github.asked).toEqual([])
    })
  })

  it('gets in a second time, be it at the same moment', async () => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls })
      const { back } = await formOf(setup.url)
      const both = await Promise.all([fetch(back({})), fetch(back({ code: 'another' }))])
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
      expect(github.asked).toHaveLength(1)
    })
  })

  it('sees the page: no other name for this machine, no other path, no other way of asking', async () => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls })
      const { origin } = new URL(setup.url)
      const statusOf = (url: string, host: string) =>
        new Promise((resolve) => get(url, { headers: { host } }, ({ statusCode }) => resolve(statusCode)))
      expect(await statusOf(setup.url, 'evil.example')).toBe(404)
      expect(await statusOf(setup.url, `localhost:${new URL(setup.url).port}`)).toBe(404)
      expect((await fetch(`${origin}/`)).status).toBe(404)
      expect((await fetch(`${origin}//`)).status).toBe(404)
      expect((await fetch(setup.url, { method: 'POST' })).status).toBe(404)
    })
  })

  it('puts anything into the page, or around it', async () => {
    await inFolder(async (folder, github) => {
      const name = '"><script>alert(1)</script>'
      await using setup = await opened({ folder, github: github.urls, name })
      const { html, manifest } = await formOf(setup.url)
      const { headers } = await fetch(setup.url)
      expect(html).not.toContain('<script')
      expect(manifest.name).toBe(name)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action https: http:\/\/127\.0\.0\.1:\d+; base-uri 'none'; frame-ancestors 'none'$/,
      )
    })
  })
})

describe('setup says no', () => {
  it.each([
    ['does not know the code', { status: 404 }, 'it answered 404'],
    ['gives no secret', { body: { ...CONVERSION, webhook_secret: null } }, 'its answer has no App in it'],
    ['gives a weak secret', { body: { ...CONVERSION, webhook_secret: 'development' } }, 'no App in it'],
    ['answers something else', { body: 'hello' }, 'its answer has no App in it'],
  ])('when GitHub %s, and writes nothing', async (_, answer, why) => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls })
      const { back } = await formOf(setup.url)
      expect(await (await fetch(back({}))).text()).toContain('That didn&#39;t work')
      await expect(setup.done).rejects.toThrow(why)
      expect(() => statSync(join(folder, '.env'))).toThrow('ENOENT')
    }, answer)
  })

  it.each(['.env', 'release-captain.private-key.pem'])(
    'where there is a %s already, and leaves it',
    async (name) => {
      await inFolder(async (folder, github) => {
        writeFileSync(join(folder, name), 'mine')
        await expect(opened({ folder, github: github.urls })).rejects.toThrow(
          `${join(folder, name)} already exists`,
        )
        expect(readFileSync(join(folder, name), 'utf8')).toBe('mine')
      })
    },
  )

  it('where a file came meanwhile, and leaves it', async () => {
    await inFolder(async (folder, github) => {
      await using setup = await opened({ folder, github: github.urls })
      const { back } = await formOf(setup.url)
      writeFileSync(join(folder, '.env'), 'mine')
      await fetch(back({}))
      await expect(setup.done).rejects.toThrow('.env already exists')
      expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('mine')
    })
  })

  it.each(['http://captain.example/', 'captain.example', '', 'https://'])(
    'to %j as the address of the webhook',
    async (webhookUrl) => {
      await inFolder(async (folder, github) => {
        await expect(opened({ folder, github: github.urls, webhookUrl })).rejects.toThrow(
          "GitHub can't post to",
        )
      })
    },
  )

  it.each(['', '../user', 'godel/api', 'a b'])('to %j as an organisation', async (organization) => {
    await inFolder(async (folder, github) => {
      await expect(opened({ folder, github: github.urls, organization })).rejects.toThrow(
        "isn't the name of an organization",
      )
    })
  })
})
