import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A webhook on its way from GitHub to the App. */
export interface Letter {
  readonly id: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What becomes of the letters that came in a while: which of them are handed on, in which order, and how often. */
export type Sorting = (letters: readonly Letter[]) => readonly Letter[]

/** Stands between GitHub and the App, and tells GitHub of each webhook that it has arrived. */
export interface Courier extends AsyncDisposable {
  readonly url: string
  /** Where it brings them. */
  readonly leadsTo: (url: string | null) => void
}

const ROUND_MS = 120

export async function openCourier(sorting: Sorting): Promise<Courier> {
  const bag: Letter[] = []
  let to: string | null = null
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString()
    bag.push({ id: String(request.headers['x-github-delivery']), headers: kept(request.headers), body })
    response.writeHead(202).end()
  })
  const timer = setInterval(async () => {
    for (const letter of sorting(bag.splice(0))) if (to !== null) await hand(to, letter)
  }, ROUND_MS)
  return {
    url: await listening(server),
    leadsTo: (url) => {
      to = url
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer)
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Hands a webhook to the App. What cannot be handed over is lost. */
export async function hand(url: string, { headers, body }: Letter): Promise<void> {
  await fetch(url, { method: 'POST', headers, body }).catch(() => undefined)
}

function kept(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && (name.startsWith('x-') || name === 'content-type') ? [[name, value]] : [],
    ),
  )
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The courier listens on no port.')
  return `http://127.0.0.1:${address.port}`
}
