import { renderHelp } from '../../../chatops/help.ts'
import { parseSlash, type SlashCommand } from '../../../chatops/parsing/parse-slash-command.ts'
import { renderAnswerMessage } from '../../../messages/slack/answer.ts'
import type { SlackMessage } from '../../../messages/slack/format/blocks.ts'
import { renderLinkingMessage } from '../../../messages/slack/linking-steps.ts'
import { renderUnlinkedMessage } from '../../../messages/slack/reason-form.ts'
import type { Terms } from '../../../release/lifecycle/terms.ts'
import { Refused } from '../../../release/refusal.ts'
import { listReleases } from '../../../store/events/releases.ts'
import type { Unit } from '../../../store/transaction.ts'
import {
  type CommandContext,
  type CommandOutcome,
  type RequestNamed,
  refuseCommand,
} from '../../commands/command-context.ts'
import { handleLinkCommand, type LinkOutcome } from '../../commands/link-command.ts'
import { prepareCommand } from '../../commands/prepare-command.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { Account, GitHubRepository } from '../../ports/github.ts'
import type { SlackInteraction } from '../../ports/slack-interaction.ts'
import { loadRelease } from '../../record/execute-command.ts'
import { type KnownRelease, toKnownRelease } from '../../record/release-summary.ts'
import { refuseForgottenUser } from './forgotten-user.ts'
import type { InteractionContext, InteractionResult } from './interaction-result.ts'
import { resolveActor } from './resolve-actor.ts'
import { resolveRepository } from './resolve-repository.ts'

type SlashInput = Extract<SlackInteraction, { kind: 'command' }>

/** `/release …`, through the same door as a comment on GitHub, in the name of who proved to be somebody. */
export async function handleSlashCommand(
  { deps }: InteractionContext,
  command: SlashInput,
): Promise<InteractionResult> {
  const said = parseSlash(command.text)
  const { spoken: parsed } = said
  const request = parsed.kind === 'asked' ? parsed.request : null
  if (request?.name === 'link' || request?.name === 'unlink') return handleLinking(deps, request, command)
  const alone = answerWithoutAccount(said)
  if (alone) return createAnswer(said, alone)

  const found = await resolveRepository(deps, said)
  if (found.kind === 'refused') return createAnswer(said, found)
  const repo = await deps.github.openRepository(found.repository)
  const context = await createCommandContext({ deps, repo, said, command })
  if ('finish' in context) return context.finish

  const { prepared } = await prepareCommand(parsed, context)
  return async (unit) => renderAnswer(said, await prepared(unit))
}

/** What is the same whoever says it, and of whatever repository. */
function answerWithoutAccount({ spoken: parsed }: SlashCommand): CommandOutcome | null {
  if (parsed.kind === 'unclear') return refuseCommand(parsed.what, parsed.next)
  const { request } = parsed
  if (request.name === 'go') return GO_BY_BUTTON
  return request.name === 'help' ? { kind: 'shown', text: renderHelp(request.command) } : null
}

/** A typed go would be bound to the moment at which it was typed, and not to the question that was seen. */
const GO_BY_BUTTON = refuseCommand(
  'A typed go doesn’t say which question you looked at.',
  'Press Go under the question in its channel, or comment `/release go` on the tracking issue.',
)

type SlashContext = {
  readonly deps: RuntimeDependencies
  readonly repo: GitHubRepository
  readonly said: SlashCommand
  readonly command: SlashInput
}

/** What a comment on the tracking issue of that release would be; or what is told at once. */
async function createCommandContext(
  heard: SlashContext,
): Promise<CommandContext | { readonly finish: InteractionResult }> {
  const { deps, repo, said, command } = heard
  const rows = await deps.store.transact((unit) => listReleases(unit, String(repo.ref.id)))
  const known = rows.map(toKnownRelease)
  const release =
    said.version === null ? null : (known.find(({ version }) => version === said.version) ?? null)
  if (said.version !== null && !release)
    return {
      finish: createAnswer(
        said,
        refuseCommand(`There is no release ${said.version}.`, 'List the releases with `/release status`.'),
      ),
    }

  const person = await resolveAccount(heard, release ?? findOnlyOpen(known))
  if ('finish' in person) return person
  return {
    deps,
    repo,
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
async function resolveAccount(
  { deps, repo, said, command: { workspace, user } }: SlashContext,
  about: KnownRelease | null,
): Promise<{ readonly account: Account } | { readonly finish: InteractionResult }> {
  const terms = about ? await readTerms(deps, about) : null
  const person = await resolveActor(deps, { workspace, user, terms, repo })
  switch (person.kind) {
    case 'unlinked':
      return { finish: async () => renderUnlinkedMessage() }
    case 'renamed':
      return { finish: createAnswer(said, { kind: 'refused', refusal: refuseForgottenUser(person.login) }) }
    case 'linked':
      return mayRead({ account: person.account, repo, said })
  }
}

/** What stands on GitHub for those alone who may read it there, is read here by nobody else. */
async function mayRead({
  account,
  repo,
  said,
}: {
  readonly account: Account
  readonly repo: GitHubRepository
  readonly said: SlashCommand
}): Promise<{ readonly account: Account } | { readonly finish: InteractionResult }> {
  const { permission } = await repo.fetchAccess(account.login, [])
  switch (permission) {
    case 'none':
      return {
        finish: createAnswer(
          said,
          refuseCommand(`${account.login} can't read ${repo.fullName} on GitHub.`, ASK_AN_OWNER),
        ),
      }
    case 'unknown':
      return {
        finish: createAnswer(
          said,
          refuseCommand(
            `GitHub didn't say whether ${account.login} may read ${repo.fullName}, so nothing was done.`,
            'Try again in a minute.',
          ),
        ),
      }
    default:
      return { account }
  }
}

const ASK_AN_OWNER = 'Ask an owner of the repository for access.'

async function readTerms({ store }: RuntimeDependencies, { id }: KnownRelease): Promise<Terms | null> {
  const { release } = await store.transact((unit) => loadRelease(unit, id))
  return release.status === 'unopened' ? null : release.ledger.about.terms
}

function findOnlyOpen(known: readonly KnownRelease[]): KnownRelease | null {
  const open = known.filter(({ status }) => status === 'open')
  return open.length === 1 ? (open[0] ?? null) : null
}

async function handleLinking(
  deps: RuntimeDependencies,
  request: RequestNamed<'link' | 'unlink'>,
  { workspace, user, at }: SlashInput,
): Promise<InteractionResult> {
  const said: SlashCommand = {
    repository: null,
    version: null,
    spoken: { kind: 'asked', text: request.name, request },
  }
  try {
    const confirm = await handleLinkCommand(deps, request, { workspace, user, at })
    return async (unit: Unit): Promise<SlackMessage> => renderLinkOutcome(said, await confirm(unit))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return createAnswer(said, { kind: 'refused', refusal: error.refusal })
  }
}

function renderLinkOutcome(said: SlashCommand, outcome: LinkOutcome): SlackMessage {
  return outcome.kind === 'refused' ? renderAnswer(said, outcome) : renderLinkingMessage(outcome)
}

function createAnswer(said: SlashCommand, outcome: CommandOutcome): InteractionResult {
  return async () => renderAnswer(said, outcome)
}

function renderAnswer({ spoken: parsed }: SlashCommand, outcome: CommandOutcome): SlackMessage {
  return renderAnswerMessage({ answers: [{ said: `/release ${parsed.text}`, outcome }] })
}
