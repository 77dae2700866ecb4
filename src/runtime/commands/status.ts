import { renderStatus, renderWhy } from '../../messages/github/comments/status.ts'
import { withholdDetails } from '../../messages/security/withhold-details.ts'
import { getGitHubAudience } from '../../release/lifecycle/disclosure.ts'
import type { Unit } from '../../store/transaction.ts'
import { loadRelease } from '../record/execute-command.ts'
import type { KnownRelease } from '../record/release-summary.ts'
import type { CommandContext, Prepared } from './command-context.ts'
import { findTarget } from './target.ts'

/** `status`: the release that it was said of, else each that is open. */
export async function renderStatusAnswer(
  unit: Unit,
  { release, known, repo }: CommandContext,
): Promise<string> {
  const wanted = release ? [release] : known.filter(({ status }) => status === 'open')
  if (wanted.length === 0)
    return 'No release is in progress. Start one with `/release plan` or `/release cut`.'

  const texts: string[] = []
  for (const one of wanted) texts.push(await renderReleaseStatus(unit, one, repo.webUrl))
  return texts.join('\n\n')
}

async function renderReleaseStatus(unit: Unit, { id }: KnownRelease, webUrl: string): Promise<string> {
  const { release, events } = await loadRelease(unit, id)
  if (release.status === 'unopened') throw new Error(`${id} is listed and was never opened`)
  return renderStatus(withholdDetails({ release, events }, getGitHubAudience(release)).release, webUrl)
}

/** `why`: what a release waits for, and what each of the missing things takes. */
export function prepareWhy(context: CommandContext): Prepared {
  return async (unit) => {
    const target = findTarget(context)
    if (target.kind === 'refused') return target

    const { release, events } = await loadRelease(unit, target.release.id)
    if (release.status === 'unopened') throw new Error(`${target.release.id} is listed and was never opened`)
    const told = withholdDetails({ release, events }, getGitHubAudience(release))
    return { kind: 'shown', text: renderWhy(told.release) }
  }
}
