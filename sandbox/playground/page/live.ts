import type { IncomingMessage, ServerResponse } from 'node:http'
import { HEADERS } from './guard.ts'
import type { PageContext } from './page-context.ts'

/** Tells every open page that something has changed. What, it asks for itself. */
export interface Live {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void
  readonly close: () => void
}

/** What comes at once is told once. */
const TOGETHER_MS = 40
/** Someone in between might take silence for the end. */
const STILL_THERE_MS = 15_000
/** How the App is, it does not tell by itself. */
const APP_EVERY_MS = 500
const MOST_PAGES = 50

/** Says so over server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export function openLive({
  looking: query,
  clock,
  tour,
  chats,
  production,
  getAppStatus: appStatus,
}: PageContext): Live {
  const pages = new Set<ServerResponse>()
  let timer: NodeJS.Timeout | undefined
  let count = 0
  const sendChanges = () => {
    timer = undefined
    count += 1
    for (const page of pages) page.write(`data: ${count}\n\n`)
  }
  const noteChange = () => {
    timer ??= setTimeout(sendChanges, TOGETHER_MS)
  }
  let app = JSON.stringify(appStatus())
  const watching = setInterval(() => {
    const now = JSON.stringify(appStatus())
    if (now !== app) noteChange()
    app = now
  }, APP_EVERY_MS)
  const alive = setInterval(() => {
    for (const page of pages) page.write(': still there\n\n')
  }, STILL_THERE_MS)
  const hush = [
    query.world.ticks.onTick(noteChange),
    clock.onChange(noteChange),
    tour.onChange(noteChange),
    ...(production ? [production.onChange(noteChange)] : []),
    ...(chats ? [chats.slack.onChange(noteChange), chats.discord.onChange(noteChange)] : []),
  ]
  return {
    serve: (request, response) => {
      for (const oldest of pages) if (pages.size >= MOST_PAGES) endPage(pages, oldest)
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream; charset=utf-8' })
      response.write(`retry: 1000\ndata: ${count}\n\n`)
      pages.add(response)
      request.once('close', () => pages.delete(response))
    },
    close: () => {
      for (const one of hush) one()
      for (const timerOf of [timer, watching, alive]) clearTimeout(timerOf)
      for (const page of pages) endPage(pages, page)
    },
  }
}

function endPage(pages: Set<ServerResponse>, page: ServerResponse): void {
  pages.delete(page)
  page.end()
}
