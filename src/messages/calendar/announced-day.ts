import type { Person } from '../../release/lifecycle/who.ts'
import type { Considered } from '../../release/planning/plan.ts'
import type { DueDay } from '../../release/schedule/scheduled-days.ts'
import { mention } from '../github/comments/answer.ts'
import { fitDrawing, joinBlocks } from '../github/markdown/fit.ts'
import { escapeAndShorten } from '../github/markdown/inline.ts'
import { formatChangeQuietly } from '../github/markdown/links.ts'
import { limitRows } from '../text/limit-rows.ts'
import { formatMinute, formatNumber } from '../wording.ts'

type Day = DueDay['day']

/** What the tracking issue of a minor or major release says. `waiting` is null where no plan can be made. */
export function renderAnnouncedDay(
  { kind, slot }: Day,
  { waiting, webUrl }: { readonly waiting: readonly Considered[] | null; readonly webUrl: string },
): { readonly title: string; readonly body: string } {
  const body = fitDrawing((most) =>
    joinBlocks(
      `The next ${kind} release is due on **${formatMinute(slot.at)}**. Release Captain reminds you of it; people release it.`,
      '- [ ] Decide what goes in\n- [ ] Write the release notes\n- [ ] Release it, or move the day with `/release calendar move`',
      renderWaiting(waiting, { webUrl, most }),
    ),
  )
  return { title: `${kind === 'minor' ? 'Minor' : 'Major'} release on ${slot.date}`, body }
}

function renderWaiting(
  waiting: readonly Considered[] | null,
  { webUrl, most }: { readonly webUrl: string; readonly most: number },
): string {
  if (waiting === null || waiting.length === 0) return ''
  const rows = waiting.map(
    ({ candidate, verdict }) =>
      `- ${formatChangeQuietly(candidate.id, webUrl)} ${escapeAndShorten(candidate.title)} (${verdict.type})`,
  )
  return [
    `## ${formatNumber(waiting.length, 'change')} on main ${waiting.length === 1 ? 'waits' : 'wait'} for a minor release`,
    '',
    ...limitRows(rows, most, (more) => `- … and ${more} more`),
  ].join('\n')
}

/** What is said on its day. */
export function renderDayCame({ kind, slot }: Day, manager: Person | null): string {
  const whom = manager === null ? '' : `${mention(manager.login)}: `
  return `${whom}**${slot.date} is the day of the ${kind} release.** Close this issue when it is out.`
}
