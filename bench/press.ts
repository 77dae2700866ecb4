// What somebody waits for who presses a button in Slack: a GitHub and a Slack on this machine, the App at work, and a
// question that takes as many go's as there are people.
//   - until Slack has its answer, for which it waits three seconds
//   - until the card in the channel says who pressed
//   - beside it: one bare chat.update of that Slack, which no App can be faster than
//
//   npm exec -c 'node --liftoff-only bench/press.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebClient } from '@slack/web-api'
import { openSandboxGitHub, type SandboxGitHub } from '../sandbox/github/open.ts'
import { openSandboxSlack, type SandboxSlack } from '../sandbox/slack/open.ts'
import { AS_INSTALLED } from '../src/app/as-installed.ts'
import { type RunningApp, startApp } from '../src/app/open-app.ts'
import { WEBHOOK_PATH } from '../src/http/routes.ts'
import { SLACK_PATH } from '../src/http/webhooks/slack/slack-endpoint.ts'
import { optionsOn, until } from './setup/on-sandbox.ts'

/** As many go's as a policy may ask for. */
const people = Array.from({ length: 10 }, (_, at) => `person-${at + 1}`)
const GO = 'release-captain:go'

interface Pressed {
  /** Milliseconds, each. */
  readonly answered: number
  readonly updated: number
}

const before = load()
const folder = await mkdtemp(join(tmpdir(), 'bench-press-'))
const github = await openSandboxGitHub({ now: Date.now, app: AS_INSTALLED })
const slack = await openSandboxSlack({
  now: Date.now,
  people: ['ada', ...people].map((login) => ({ login })),
})
const app = await world()
try {
  const question = await asked()
  const presses: Pressed[] = []
  // One is left who does not press: the question stays open.
  for (const login of people.slice(1)) presses.push(await press(login, question))
  const bare = await updates(presses.length)
  console.table(presses.map((one, at) => ({ ...one, 'bare chat.update': bare[at] })))
  const [answered, updated] = [presses.map((one) => one.answered), presses.map((one) => one.updated)]
  console.log(
    `press to Slack's answer ${middle(answered)} ms; press to updated card ${middle(updated)} ms, ` +
      `${Math.max(...updated)} ms at most; a bare chat.update ${middle(bare)} ms: ` +
      `${(middle(updated) / middle(bare)).toFixed(1)}x; load ${before} before, ${load()} after`,
  )
} finally {
  await app.stop(5_000)
  await github.close()
  await slack.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** A product with one fix for the next patch; everybody may say go, and everybody has to. */
async function world(): Promise<RunningApp> {
  await github.repository('api')
  for (const login of ['ada', ...people]) github.person(login, { role: 'maintain' })
  const ada = github.person('ada')
  await ada.pushes({
    branch: 'main',
    message: 'feat: begin',
    files: {
      'package.json': '{\n  "name": "api",\n  "version": "2.0.0"\n}\n',
      '.github/release-captain.yml': config(),
    },
  })
  await ada.tags('v2.0.0', 'main')
  await fix(github)
  const started = await start()
  github.app().sendsTo(started.url + WEBHOOK_PATH)
  slack.app().sendsTo(started.url + SLACK_PATH)
  await started.reconcile()
  return started
}

function config(): string {
  return JSON.stringify({
    roles: { approvals: { cut: { count: people.length } } },
    tag: { sign: 'optional' },
    people: { slack: Object.fromEntries(people.map((login) => [slack.person(login), login])) },
  })
}

async function fix({ person }: SandboxGitHub): Promise<void> {
  const ada = person('ada')
  await ada.pushes({
    branch: 'fix',
    from: 'main',
    message: 'fix: stop crash\n\nSeverity: P1\nRisk: low',
    files: { 'src/part.ts': 'export const part = 1\n', 'test/part.test.ts': '// part\n' },
  })
  const body = 'Severity: P1\nRisk: low'
  const { number } = await ada.opensPullRequest({ title: 'fix: stop crash', head: 'fix', body })
  await ada.labels(number, 'crash', 'P1')
  await person(people[0] ?? 'ada').reviews(number, 'APPROVED')
  await ada.merges(number, 'squash')
}

function start(): Promise<RunningApp> {
  const { botToken, signingSecret } = slack.app()
  const options = optionsOn(github, folder)
  return startApp({
    ...options,
    logLevel: 'warn',
    app: {
      ...options.app,
      slack: { botToken, apiUrl: slack.apiUrl, endpoint: { kind: 'door', signingSecret } },
    },
    now: () => Math.floor(Date.now() / 1000),
    logs: process.stderr,
  })
}

type Message = ReturnType<SandboxSlack['messages']>[number]

function messages(): readonly Message[] {
  return slack.messages(slack.channel('releases'))
}

/** The question whether to make the branch, with its buttons. */
async function asked(): Promise<Message> {
  const [repository] = github.world.repositories.values()
  const merged = repository?.issues.find(({ pull }) => pull !== null)
  await github.person('ada').comments(merged?.number ?? 0, '/release cut v2.0.1')
  const question = await until('the question', () =>
    messages().find(({ blocks }) => JSON.stringify(blocks).includes(GO)),
  )
  // What is said in the second of a question is no answer to it.
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  return question
}

async function press(login: string, { id }: Message): Promise<Pressed> {
  const begun = performance.now()
  const isUpdated = until(`the card with ${login}`, () => {
    const card = messages().find((one) => one.id === id)
    return new RegExp(`\\b${login}\\b`).test(JSON.stringify(card?.blocks)) && since(begun)
  })
  await slack.press(login, { channel: slack.channel('releases'), id }, GO)
  const answered = since(begun)
  return { answered, updated: await isUpdated }
}

/** As an App with nothing to do would change a message. */
async function updates(times: number): Promise<number[]> {
  const client = new WebClient(slack.app().botToken, { slackApiUrl: slack.apiUrl })
  const channel = slack.channel('releases')
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'bare' })
  const took: number[] = []
  for (let time = 0; time < times; time += 1) {
    const begun = performance.now()
    await client.chat.update({ channel, ts, text: `bare ${time}` })
    took.push(since(begun))
  }
  return took
}

function since(begun: number): number {
  return Math.round(performance.now() - begun)
}

function middle(of: readonly number[]): number {
  return of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0
}

/** What the machine has to do besides: a figure without it says little. */
function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1)
}
