import type { ParsedCommand } from '../../chatops/request.ts'
import { Refused } from '../../release/refusal.ts'
import type { CommandContext, Prepared } from './command-context.ts'
import { prepareRequest } from './prepare-request.ts'

/** Words of somebody, looked into as far as the world has to be asked for it. */
export interface PreparedCommand {
  readonly spoken: ParsedCommand
  readonly prepared: Prepared
}

/** Looks into what somebody said, wherever that was. A no of the world is an answer; what broke is thrown. */
export async function prepareCommand(
  parsed: ParsedCommand,
  context: CommandContext,
): Promise<PreparedCommand> {
  if (parsed.kind === 'unclear') {
    const { what, next } = parsed
    return {
      spoken: parsed,
      prepared: async () => ({ kind: 'refused', refusal: { kind: 'usage', what, next } }),
    }
  }
  try {
    return { spoken: parsed, prepared: await prepareRequest(parsed.request, context) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { refusal } = error
    return { spoken: parsed, prepared: async () => ({ kind: 'refused', refusal }) }
  }
}
