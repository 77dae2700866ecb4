import { helpText } from '../../../chatops/help.ts'
import { readSlash, type SlashSaid } from '../../../chatops/read-slash.ts'
import { answerMessage } from '../../../messages/slack/answer.ts'
import type { SlackMessage } from '../../../messages/slack/blocks.ts'
import { linkingMessage } from '../../../messages/slack/linking.ts'
import { unlinkedMessage } from '../../../messages/slack/reason.ts'
import type { Terms } from '../../../release/lifecycle/terms.ts'
import { Refused } from '../../../release/refusal.ts'
import { releasesOf } from '../../../store/releases.ts'
import type { Unit } from '../../../store/transaction.ts'
import { type Outcome, type RequestNamed, refused, type Saying } from '../../commands/saying.ts'
import { lookInto } from '../../commands/spoken.ts'
import { type LinkOutcome, linkCommand } from '../../linking/link-command.ts'
import type { Account, Hub } from '../../ports/github.ts'
import type { SlackArrival } from '../../ports/slack-arrival.ts'
import { loadRelease } from '../../record.ts'
import { type KnownRelease, knownRelease } from '../../summary.ts'
import type { World } from '../../world.ts'
import { actingAs } from './acting.ts'
import { forgotten } from './forgotten.ts'
import type { InSlack, Obeyed } from './obeyed.ts'
import { repositoryMeant } from './repository.ts'

type Command = Extract<SlackArrival, { kind: 'command' }>

/** `/release …`, through the same door as a comment on GitHub, in the name of who proved to be somebody. */
export async function commanded({ world }: InSlack, command: Command): Promise<Obeyed> {
  const said = readSlash(command.text)
  const { spoken } = said
  const request = spoken.kind === 'asked' ? spoken.request : null
  if (request?.name === 'link' || request?.name === 'unlink') return linking(world, request, command)
  const alone = answerToAnybody(said)
  if (alone) return answering(said, alone)

  const found = await repositoryMeant(world, said)
  if (found.kind === 'refused') return answering(said, found)
  const hub = await world.github.hub(found.repository)
  const saying = await sayingOf({ world, hub, said, command })
  if ('obeyed' in saying) return saying.obeyed

  const { prepared } = await lookInto(spoken, saying)
  return async (unit) => answerOf(said, await prepared(unit))
}

/** What is the same whoever says it, and of whatever repository. */
function answerToAnybody({ spoken }: SlashSaid): Outcome | null {
  if (spoken.kind === 'unclear') return refused(spoken.what, spoken.next)
  const { request } = spoken
  return request.name === 'help' ? { kind: 'shown', text: helpText(request.command) } : null
}

type Heard = { readonly world: World; readonly hub: Hub; readonly said: SlashSaid; readonly command: Command }

/** What a comment on the tracking issue of that release would be; or what is told at once. */
async function sayingOf(heard: Heard): Promise<Saying | { readonly obeyed: Obeyed }> {
  const { world, hub, said, command } = heard
  const rows = await world.store.transact((unit) => releasesOf(unit, String(hub.ref.id)))
  const known = rows.map(knownRelease)
  const release =
    said.version === null ? null : (known.find(({ version }) => version === said.version) ?? null)
  if (said.version !== null && !release)
    return {
      obeyed: answering(
        said,
        refused(`There is no release ${said.version}.`, 'See what there is with `/release status`.'),
      ),
    }

  const person = await who(heard, release ?? onlyOpen(known))
  if ('obeyed' in person) return person
  return {
    world,
    hub,
    by: person.account,
    at: command.at,
    comment: null,
    number: release?.issue ?? 0,
    isPullRequest: false,
    release,
    known,
  }
}

/** Who says it, by the terms of the release that it is about, else by the policy on main: those may name people. */
async function who(
  { world, hub, said, command: { workspace, user } }: Heard,
  about: KnownRelease | null,
): Promise<{ readonly account: Account } | { readonly obeyed: Obeyed }> {
  const terms = about ? await termsOf(world, about) : null
  const person = await actingAs(world, { workspace, user, terms, hub })
  switch (person.kind) {
    case 'unlinked':
      return { obeyed: async () => unlinkedMessage() }
    case 'renamed':
      return { obeyed: answering(said, { kind: 'refused', refusal: forgotten(person.login) }) }
    case 'linked':
      return mayRead({ account: person.account, hub, said })
  }
}

/** What stands on GitHub for those alone who may read it there, is read here by nobody else. */
async function mayRead({
  account,
  hub,
  said,
}: {
  readonly account: Account
  readonly hub: Hub
  readonly said: SlashSaid
}): Promise<{ readonly account: Account } | { readonly obeyed: Obeyed }> {
  const { permission } = await hub.standing(account.login, [])
  switch (permission) {
    case 'none':
      return {
        obeyed: answering(
          said,
          refused(`${account.login} may not read ${hub.fullName} on GitHub.`, ASK_AN_OWNER),
        ),
      }
    case 'unknown':
      return {
        obeyed: answering(
          said,
          refused(
            `GitHub did not say whether ${account.login} may read ${hub.fullName}, so nothing was done.`,
            'Say it again in a minute.',
          ),
        ),
      }
    default:
      return { account }
  }
}

const ASK_AN_OWNER = 'Ask an owner of the repository for access.'

async function termsOf({ store }: World, { id }: KnownRelease): Promise<Terms | null> {
  const { release } = await store.transact((unit) => loadRelease(unit, id))
  return release.status === 'unopened' ? null : release.ledger.about.terms
}

function onlyOpen(known: readonly KnownRelease[]): KnownRelease | null {
  const open = known.filter(({ status }) => status === 'open')
  return open.length === 1 ? (open[0] ?? null) : null
}

async function linking(
  world: World,
  request: RequestNamed<'link' | 'unlink'>,
  { workspace, user, at }: Command,
): Promise<Obeyed> {
  const said: SlashSaid = {
    repository: null,
    version: null,
    spoken: { kind: 'asked', text: request.name, request },
  }
  try {
    const confirm = await linkCommand(world, request, { workspace, user, at })
    return async (unit: Unit): Promise<SlackMessage> => linked(said, await confirm(unit))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return answering(said, { kind: 'refused', refusal: error.refusal })
  }
}

function linked(said: SlashSaid, outcome: LinkOutcome): SlackMessage {
  return outcome.kind === 'refused' ? answerOf(said, outcome) : linkingMessage(outcome)
}

function answering(said: SlashSaid, outcome: Outcome): Obeyed {
  return async () => answerOf(said, outcome)
}

function answerOf({ spoken }: SlashSaid, outcome: Outcome): SlackMessage {
  return answerMessage({ answers: [{ said: `/release ${spoken.text}`, outcome }] })
}
