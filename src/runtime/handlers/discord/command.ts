import { NO_ANSWER, renderDiscordAnswer, renderDiscordHelp } from '../../../messages/discord/answer.ts'
import {
  type PublicQuestion,
  renderPublicPlan,
  renderPublicStatus,
} from '../../../messages/discord/public-view.ts'
import { addVersionPrefix } from '../../../release/version-form.ts'
import type { Performed, Task } from '../../../store/jobs/tasks.ts'
import type { Unit } from '../../../store/transaction.ts'
import type { RuntimeDependencies } from '../../context.ts'
import { type DiscordCommand, discordCommand } from '../../ports/discord-command.ts'
import { readPublicRepositories } from './public-repositories.ts'
import { enqueueDiscordReply } from './reply.ts'

/** Who commands in Discord come from, in the inbox. */
export const DISCORD = 'discord'

/** Answers a `/release …` in Discord: the answer is sent after the commit that marks the command done. */
export async function handleDiscordCommand(deps: RuntimeDependencies, task: Task): Promise<Performed> {
  const command = readCommand(task)
  const text = await answerCommand(deps, command)
  return { kind: 'done', write: (unit) => replyTo(unit, { deps, task, command, text }) }
}

/** Tells whoever said a command that there is no answer. */
export async function giveUpDiscordCommand(deps: RuntimeDependencies, unit: Unit, task: Task): Promise<void> {
  await replyTo(unit, { deps, task, command: readCommand(task), text: NO_ANSWER })
}

function readCommand({ payload }: Task): DiscordCommand {
  return discordCommand.parse(JSON.parse(payload))
}

async function answerCommand(
  deps: RuntimeDependencies,
  { name, version, repository }: DiscordCommand,
): Promise<string> {
  if (name === 'help') return renderDiscordHelp()

  const question: PublicQuestion = {
    version: version === null ? null : addVersionPrefix(version),
    repository,
  }
  const repositories = await readPublicRepositories(deps, question)
  return name === 'status'
    ? renderPublicStatus(repositories, question)
    : renderPublicPlan(repositories, question)
}

interface Replying {
  readonly deps: RuntimeDependencies
  readonly task: Task
  readonly command: DiscordCommand
  readonly text: string
}

function replyTo(unit: Unit, { deps, task, command, text }: Replying): Promise<void> {
  return enqueueDiscordReply(
    unit,
    { id: task.key, user: command.user, to: command.replyTo, message: renderDiscordAnswer(text) },
    deps.now(),
  )
}
