import { signIn } from '../../page/browse.ts'
import type { Overheard } from './listening.ts'
import type { Product } from './product.ts'

const PAGES = [
  ...['/releases', '/candidates', '/calendar', '/calendar.ics', '/measures', '/audit', '/audit.csv', '/live'],
  ...['/webhooks', '/tokens', '/api/v1/releases', '/api/v1/audit', '/metrics', '/health', '/ready', '/'],
]

/** Somebody outside opens every page, with an account and without one, and asks in the chats; what they are shown is kept. */
export async function lookAround(
  { app, keep }: Pick<Overheard, 'app' | 'keep'>,
  { repository }: Pick<Product, 'repository'>,
): Promise<void> {
  const name = `${repository.owner.login}/${repository.name}`
  const pages = [
    ...PAGES.map((path) => `${path}?repository=${name}`),
    ...[name, `${name}-open`].flatMap((one) =>
      ['/releases', '/live/releases', '/api/v1/releases'].map((path) => `${path}/${one}/v2.0.1`),
    ),
  ]
  const mallory = await persist(() => signIn(app, 'mallory'))
  for (const page of pages) {
    for (const cookie of ['', mallory.cookie])
      keep('http', await persist(() => open(app.app.url + page, cookie)))
  }
  await askInChats(app, name)
}

/** An endless answer, as live pages have one, is read for as long as it says something at once. */
async function open(url: string, cookie: string): Promise<string> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  const headers = JSON.stringify([...answer.headers])
  const isEndless = answer.headers.get('content-type')?.startsWith('text/event-stream')
  if (!isEndless) return `${answer.status}\n${headers}\n${await answer.text()}`
  const chunk = await answer.body?.getReader().read()
  return `${answer.status}\n${headers}\n${chunk?.value ? new TextDecoder().decode(chunk.value) : ''}`
}

async function askInChats(app: Overheard['app'], name: string): Promise<void> {
  const { slack, discord } = app.chats()
  await app.until('the commands of Discord', () => discord.listCommands().length === 3)
  app.passes(61)
  await discord.channel('general').saysCommand('mallory', '/release status version:v2.0.1')
  await discord.channel('general').saysCommand('mallory', `/release plan repository:${name}-open`)
  await slack.says('mallory', slack.channel('releases'), `/release ${name} status v2.0.1`)
  await slack.says('mallory', slack.channel('releases'), `/release ${name} plan`)
  await new Promise((resolve) => setTimeout(resolve, 500))
}

/** The App may be starting again. */
async function persist<T>(look: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await look()
    } catch (error) {
      if (tries === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
