import { isEqualText } from '../../../http-client/sign-webhook.ts'
import type { GateAddress, GateStore } from '../../../runtime/ports/gates.ts'
import { answerGate, type GateAnswer, type GateQuestion } from './answer.ts'
import { readArgoQuestion, readFlaggerQuestion } from './questions.ts'

/** One request of a controller. */
export interface GateCall {
  readonly method: string
  /** `/gates/default/1234/production/flagger/confirm-rollout`, without its query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly authorization: string
  readonly body: string
}

export interface GateReply {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
}

export interface GateServerOptions {
  readonly store: GateStore
  /** The token of a connection for a repository; null where there is none, or it isn't for that repository. */
  readonly tokenFor: (connection: string, repositoryId: number) => string | null
  /** Seconds since 1970. */
  readonly now: () => number
  /** After so many milliseconds the answer is no, whatever the record says. */
  readonly answerWithinMs?: number
}

const PATH = /^\/gates\/([a-z0-9-]{1,60})\/(\d{1,15})\/([a-z0-9-]{1,60})\/(?:flagger\/([a-z-]{1,40})|(argo))$/
const WITHIN_MS = 40

/**
 * Answers Flagger's webhooks and Argo's web metric from what is on record. The token comes as a bearer, or as the
 * password of `https://captain:TOKEN@…`, which is how Flagger can send one.
 */
export async function handleGateCall(options: GateServerOptions, call: GateCall): Promise<GateReply> {
  const [, connection, repositoryId, environment, hook, argo] = PATH.exec(call.path) ?? []
  if (connection === undefined || repositoryId === undefined || environment === undefined)
    return { status: 404, json: { outcome: 'not-found' } }
  const token = options.tokenFor(connection, Number(repositoryId))
  if (token === null || !isAuthorized(call.authorization, token))
    return { status: 401, json: { outcome: 'unauthorized' } }

  const question = argo ? readArgoQuestion(call.query) : readFlaggerQuestion(hook ?? '', call.body)
  if (!question) return { status: 400, json: { outcome: 'malformed' } }
  const address = { repositoryId: Number(repositoryId), environment }
  const answer = await answerInTime(options, address, question)
  return argo ? toArgoReply(answer) : toFlaggerReply(answer)
}

function isAuthorized(authorization: string, token: string): boolean {
  const basic = Buffer.from(`captain:${token}`).toString('base64')
  return [`Bearer ${token}`, `Basic ${basic}`].some((expected) => isEqualText(authorization, expected))
}

type Answered = Pick<GateAnswer, 'yes' | 'why'> | 'late'

/** A record that is slow or broken says no. */
async function answerInTime(
  options: GateServerOptions,
  address: GateAddress,
  question: GateQuestion,
): Promise<Answered> {
  const { promise, resolve } = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => resolve('late'), options.answerWithinMs ?? WITHIN_MS)
  const asked = ask(options, address, question).catch(() => 'late' as const)
  return Promise.race([asked, promise]).finally(() => clearTimeout(timer))
}

async function ask(
  { store, now }: GateServerOptions,
  address: GateAddress,
  question: GateQuestion,
): Promise<Answered> {
  const at = now()
  const known = answerGate(await store.readGate(address), question, at)
  if (known.gate === null) return known
  let answer: GateAnswer = known
  await store.changeGate(address, (gate) => {
    answer = answerGate(gate, question, at)
    return answer.gate
  })
  return answer
}

/** Flagger reads the status alone: 2xx is a yes. */
function toFlaggerReply(answer: Answered): GateReply {
  if (answer === 'late') return { status: 503, json: { outcome: 'late' } }
  return { status: answer.yes ? 200 : 403, json: { outcome: answer.why } }
}

/** Argo reads `{$.decision}`: `go`, `stop`, or `hold`, which is neither a success nor a failure there. */
function toArgoReply(answer: Answered): GateReply {
  if (answer === 'late') return { status: 200, json: { decision: 'hold', why: 'late' } }
  const decision = answer.yes ? 'go' : 'hold'
  return { status: 200, json: { decision: answer.why === 'go-back' ? 'stop' : decision, why: answer.why } }
}
