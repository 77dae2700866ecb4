import { Buffer } from 'node:buffer'
import type { Server } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { DiscordFaults } from './faults.ts'
import type { DiscordState, GatewaySession } from './state.ts'
import { viewUser } from './views.ts'

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  invalid: 9,
  hello: 10,
  acknowledged: 11,
} as const
const CLOSE = { authenticationFailed: 4004 } as const
const HEARTBEAT_MS = 41_250
/** Events that wait for a session that comes back. */
const MOST_WAITING = 100

const heard = z.discriminatedUnion('op', [
  z.object({ op: z.literal(OP.heartbeat), d: z.unknown() }),
  z.object({ op: z.literal(OP.identify), d: z.object({ token: z.string(), intents: z.int() }) }),
  z.object({
    op: z.literal(OP.resume),
    d: z.object({ token: z.string(), session_id: z.string(), seq: z.int() }),
  }),
])

/** Where the gateway is on the server. */
export const GATEWAY_PATH = '/gateway'

/** Lets bots connect to a server by WebSockets, as to Discord's gateway. Returns what ends all connections. */
export function openGateway(discord: DiscordState, server: Server, faults: DiscordFaults): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4_096 })
  server.on('upgrade', (request, socket, head) => {
    const isOurs = new URL(request.url ?? '/', 'http://127.0.0.1').pathname === GATEWAY_PATH
    if (!isOurs || faults.isDown()) socket.destroy()
    else sockets.handleUpgrade(request, socket, head, (open) => greet(discord, open))
  })
  const end = () => {
    for (const one of sockets.clients) one.terminate()
  }
  faults.onDown(end)
  return end
}

/** Sends an event to every session of the bot; those that are away get it when they come back. */
export function dispatch(discord: DiscordState, type: string, data: unknown): void {
  for (const session of discord.sessions) sendEvent(session, type, data)
}

/** Ends all sessions: their token is good for nothing any more. */
export function endSessions(discord: DiscordState): void {
  for (const { socket } of discord.sessions.splice(0)) socket?.close(CLOSE.authenticationFailed)
}

function greet(discord: DiscordState, socket: WebSocket): void {
  send(socket, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } })
  socket.on('message', (data) => hear(discord, socket, data))
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    for (const one of discord.sessions) if (one.socket === socket) one.socket = null
  })
}

function hear(discord: DiscordState, socket: WebSocket, data: RawData): void {
  const read = heard.safeParse(JSON.parse(Buffer.isBuffer(data) ? data.toString() : '{}'))
  if (!read.success) return
  const { op, d } = read.data
  switch (op) {
    case OP.heartbeat:
      send(socket, { op: OP.acknowledged })
      break
    case OP.identify:
      identify(discord, socket, d.token)
      break
    case OP.resume:
      resume(discord, socket, d)
  }
}

function identify(discord: DiscordState, socket: WebSocket, token: string): void {
  if (token !== discord.token) {
    socket.close(CLOSE.authenticationFailed)
    return
  }
  discord.connections.left -= 1
  const session: GatewaySession = { id: discord.newId(), socket, sequence: 0, events: [] }
  discord.sessions.push(session)
  const guilds = discord.guilds.filter(({ hasBot }) => hasBot)
  sendEvent(session, 'READY', {
    ...{ v: 10, user: viewUser(discord.bot), session_id: session.id, session_type: 'normal', shard: [0, 1] },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    application: { id: discord.bot.id, flags: 0 },
    resume_gateway_url: discord.gatewayUrl,
  })
}

interface Resuming {
  readonly token: string
  readonly session_id: string
  readonly seq: number
}

function resume(discord: DiscordState, socket: WebSocket, { token, session_id, seq }: Resuming): void {
  const session = token === discord.token ? discord.sessions.find(({ id }) => id === session_id) : undefined
  if (!session) {
    send(socket, { op: OP.invalid, d: false })
    return
  }
  session.socket = socket
  for (const event of session.events.filter(({ s }) => s > seq)) send(socket, event)
  sendEvent(session, 'RESUMED', {})
}

function sendEvent(session: GatewaySession, type: string, data: unknown): void {
  session.sequence += 1
  const event = { op: OP.dispatch, t: type, s: session.sequence, d: data }
  session.events.push(event)
  session.events.splice(0, session.events.length - MOST_WAITING)
  if (session.socket) send(session.socket, event)
}

function send(socket: WebSocket, what: unknown): void {
  socket.send(JSON.stringify(what))
}
