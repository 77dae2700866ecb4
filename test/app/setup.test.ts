import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempDisposable } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../../src/app/program.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const CONVERSION = {
  id: 4711,
  name: 'Captain of Godel',
  html_url: 'https://github.com/apps/captain-of-godel',
  pem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  webhook_secret: 'e340154128314309424b7c8e90325147d99fdafa',
}

/** A GitHub that makes an App out of any code, and knows nothing of it. */
async function gitHub() {
  const server = createServer((request, response) => {
    response.writeHead(request.method === 'POST' ? 201 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(request.method === 'POST' ? CONVERSION : { message: 'Bad credentials' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}

function programIn(folder: string, github: string) {
  const silent = { write: () => undefined }
  const env = { GITHUB_URL: github, HOME: folder }
  const ending = async () => undefined
  const die = () => undefined
  return createProgram({ env, folder, now: Date.now, stdout: silent, stderr: silent, ending, die })
}

/** What the page sends to GitHub. */
async function manifestAt(url: string) {
  const html = await (await fetch(url)).text()
  const plain = (text = '') =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
  const action = new URL(plain(/action="([^"]*)"/.exec(html)?.[1]))
  const manifest = JSON.parse(plain(/name="manifest" value="([^"]*)"/.exec(html)?.[1]))
  return { manifest, state: action.searchParams.get('state') ?? '' }
}

describe('setup', () => {
  it('makes an App whose settings the program finds again', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'app-setup-'))
    await using github = await gitHub()
    const program = programIn(folder.path, github.url)
    const wanted = { organization: 'godel', publicUrl: 'https://captain.example', folder: folder.path }
    const open = await program.setup(wanted)
    const { manifest, state } = await manifestAt(open.url)
    expect(manifest).toMatchObject({
      name: 'Release Captain of godel',
      hook_attributes: { url: 'https://captain.example/api/github/webhooks' },
    })

    await fetch(`${manifest.redirect_url}?code=a1b2&state=${state}`)

    expect(await open.done).toEqual({
      name: 'Captain of Godel',
      settingsFile: join(folder.path, '.env'),
      keyFile: join(folder.path, 'release-captain.private-key.pem'),
      installAt: 'https://github.com/apps/captain-of-godel/installations/new',
    })
    const [app] = (await program.doctor({ onProgress: () => undefined })) ?? []
    expect(app).toMatchObject({
      name: 'app',
      saw: expect.stringContaining("GitHub doesn't recognize the App"),
    })
  })

  it('has GitHub post to a relay at its own address', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'app-setup-'))
    const program = programIn(folder.path, 'http://127.0.0.1:1')
    const publicUrl = 'https://smee.io/abc123'
    const open = await program.setup({ organization: null, publicUrl, folder: folder.path })
    const { manifest, state } = await manifestAt(open.url)
    expect(manifest).toMatchObject({ name: 'Release Captain', hook_attributes: { url: publicUrl } })

    await fetch(`${manifest.redirect_url}?code=a1b2&state=${state}`)
    await expect(open.done).rejects.toThrow('did not answer')
  })

  it('is refused where GitHub could not reach the App', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'app-setup-'))
    const program = programIn(folder.path, 'https://github.com')
    const wanted = { organization: null, publicUrl: 'http://captain.example', folder: folder.path }
    await expect(program.setup(wanted)).rejects.toThrow('must be an https URL')
  })
})
