import { makeProduct, type Product } from './product.ts'
import type { AppWorld } from './world.ts'

type SlackMessage = ReturnType<ReturnType<AppWorld['chats']>['slack']['messages']>[number]

/** A product whose release is spoken of in the world's Slack. */
export interface InSlack {
  readonly product: Product
  /** The one message of its release in #releases. */
  readonly card: () => SlackMessage | undefined
  /** What stands in the thread of that, oldest first. */
  readonly thread: () => readonly SlackMessage[]
  /** Waits for a question with buttons. */
  readonly question: (what: string) => Promise<SlackMessage>
  /** Somebody presses a button; what they alone are told, or null where the card says it to all. */
  readonly presses: (login: string, at: SlackMessage, press: string) => Promise<void>
  /** Waits for something that this person alone is told. */
  readonly told: (login: string, text: string) => Promise<string>
  /** Somebody says `/release …` in #releases; what they alone are told. */
  readonly says: (login: string, text: string) => Promise<string>
}

/** Who is who in Slack by the policy, where a test does not say that nobody is. */
export async function inSlack(
  world: AppWorld,
  { known = true, config = {} }: { readonly known?: boolean; readonly config?: object } = {},
): Promise<InSlack> {
  const { slack } = world.chats()
  const logins = ['ada', 'grace', 'linus', 'mallory', 'gus']
  const people = known ? Object.fromEntries(logins.map((login) => [slack.person(login), login])) : {}
  const product = await makeProduct(world, { ...config, people: { slack: people } })
  const { name, owner } = product.repository
  const fullName = `${owner.login}/${name}`
  const releases = slack.channel('releases')
  const card = () =>
    slack.messages(releases).find(({ text, thread }) => thread === null && text.startsWith(`${fullName} `))
  const thread = () => {
    const head = card()
    return head ? slack.messages(releases).filter((one) => one.thread === head.id) : []
  }
  const told = (login: string, text: string) =>
    world.until(
      () =>
        `${text} to ${login}, who was told: ${slack
          .listEphemerals(login)
          .map((one) => said(one))
          .join('\n')}`,
      () =>
        slack
          .listEphemerals(login)
          .map(said)
          .findLast((one) => one.includes(text)),
    )
  return {
    product,
    card,
    thread,
    question: (what) =>
      world.until(`the question ${what}`, () =>
        thread().findLast((one) => one.text.includes(what) && hasButtons(one)),
      ),
    presses: async (login, at, press) => {
      world.passes(2)
      await slack.press(login, at, `release-captain:${press}`)
    },
    told,
    says: async (login, text) => {
      world.passes(2)
      const before = slack.listEphemerals(login).length
      await slack.says(login, releases, `/release ${fullName} ${text}`)
      return world.until(`an answer to ${text}`, () => slack.listEphemerals(login).slice(before).map(said)[0])
    },
  }
}

export function hasButtons({ blocks }: Pick<SlackMessage, 'blocks'>): boolean {
  return blocks.some(({ type }) => type === 'actions')
}

/** All that a message says, in one text. */
export function said({ blocks }: Pick<SlackMessage, 'blocks'>): string {
  return blocks
    .flatMap((block) => {
      if (block.type === 'header') return [block.text.text]
      if (block.type === 'section')
        return [block.text?.text ?? '', ...(block.fields ?? []).map(({ text }) => text)]
      return block.type === 'context' ? block.elements.map(({ text }) => text) : []
    })
    .join('\n')
    .replaceAll('\u2060', '')
}
