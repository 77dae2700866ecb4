import { setTimeout as pause } from 'node:timers/promises'
import { Client, Events, Options, Status } from 'discord.js'
import { type AskDiscord, createRestOptions } from '../calls.ts'
import type { ListeningOptions } from '../options.ts'
import { openCommandLimit } from './limit.ts'
import { registerCommand } from './register.ts'
import { nameProblem, takeInteraction } from './take.ts'

/** What the gateway is opened with. */
interface GatewayOptions extends ListeningOptions {
  readonly token: string
  /** `https://discord.com/api`; no slash at its end. */
  readonly apiUrl: string
  readonly ask: AskDiscord
  /** Seconds since 1970. */
  readonly now: () => number
}

/** The connection by which Discord tells us of commands. */
interface Gateway {
  isConnected(): boolean
  close(): Promise<void>
}

/** Seconds between two attempts. Discord gives a bot a thousand connections a day. */
const WAITS = [1, 5, 15, 60, 300] as const
/** Milliseconds for a farewell. */
const FAREWELL_MS = 2_000

interface Connection {
  readonly options: GatewayOptions
  readonly mayAsk: (user: string) => boolean
  readonly ending: AbortSignal
  client: Client | null
}

/** Connects in the background, and again whenever the connection is lost. discord.js itself resumes what was interrupted. */
export function openGateway(options: GatewayOptions): Gateway {
  const ending = new AbortController()
  const connection: Connection = {
    options,
    mayAsk: openCommandLimit(options.now),
    ending: ending.signal,
    client: null,
  }
  const ended = keepConnected(connection)
  return {
    isConnected: () => isConnected(connection.client),
    close: async () => {
      ending.abort()
      await Promise.race([ended, pause(FAREWELL_MS, undefined, { ref: false })])
    },
  }
}

function isConnected(client: Client | null): boolean {
  if (client === null || !client.isReady()) return false
  return client.ws.shards.every(({ status }) => status === Status.Ready)
}

async function keepConnected(connection: Connection): Promise<void> {
  const { options, ending } = connection
  let failures = 0
  while (!ending.aborted) {
    const { wasConnected, problem } = await connect(connection)
    if (ending.aborted) return
    failures = wasConnected ? 1 : failures + 1
    const seconds = secondsAfter(failures)
    options.log.warn({ problem, seconds }, "The Discord gateway isn't connected. Retrying.")
    await pause(seconds * 1000, undefined, { signal: ending, ref: false }).catch(() => undefined)
  }
}

/** Ends when the connection is lost for good. */
async function connect(
  connection: Connection,
): Promise<{ readonly wasConnected: boolean; readonly problem: string }> {
  const client = createClient(connection)
  connection.client = client
  const lost = waitForLoss(client, connection.ending)
  try {
    const connected = client.login(connection.options.token).then(() => lost)
    const problem = await Promise.race([connected, lost])
    return { wasConnected: client.readyTimestamp !== null, problem }
  } catch (error) {
    return { wasConnected: false, problem: nameProblem(error) }
  } finally {
    connection.client = null
    await client.destroy().catch(() => undefined)
  }
}

/** No intent: commands come without one. What is not needed is not kept in memory. */
function createClient({ options, mayAsk }: Connection): Client {
  const { apiUrl, log } = options
  const makeCache = Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, ...UNCACHED })
  const client = new Client({ intents: [], rest: createRestOptions(apiUrl), makeCache })
  client.on(Events.InteractionCreate, (interaction) => {
    void takeInteraction(interaction, { ...options, mayAsk })
  })
  client.on(Events.ClientReady, (ready) => {
    log.info({ as: ready.user.username }, 'The Discord gateway is connected.')
    void keepRegistering(options, client, ready.application.id)
  })
  const warn = (error: Error) =>
    log.warn({ problem: nameProblem(error) }, 'The Discord gateway reports a problem.')
  client.on(Events.Error, warn)
  client.on(Events.ShardError, warn)
  return client
}

const UNCACHED = { UserManager: 10, GuildMemberManager: 10, MessageManager: 0, ReactionManager: 0 } as const

function waitForLoss(client: Client, ending: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }) => resolve(`closed with ${code}`))
    client.on(Events.Invalidated, () => resolve('the session is no longer valid'))
    ending.addEventListener('abort', () => resolve('we closed it'), { once: true })
  })
}

async function keepRegistering(options: GatewayOptions, client: Client, application: string): Promise<void> {
  const { ask, log } = options
  for (let failures = 1; client.isReady(); failures += 1) {
    try {
      return await registerCommand(ask, application)
    } catch (error) {
      const seconds = secondsAfter(failures)
      log.warn({ problem: nameProblem(error), seconds }, "The Discord command isn't registered yet.")
      await pause(seconds * 1000, undefined, { ref: false })
    }
  }
}

function secondsAfter(failures: number): number {
  return WAITS[Math.min(failures, WAITS.length) - 1] ?? 1
}
