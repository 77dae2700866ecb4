import { formatDay } from '../../../messages/wording.ts'
import type { ListedToken, TokensReport } from '../../program.ts'
import { createLine, createSpan, type ScreenLine, type TextSpan } from '../../render/line.ts'
import { type ScreenView, stackSections, wrapParagraph } from '../../render/screen.ts'
import { renderTable } from '../../render/table.ts'

/** The tokens of the API, and the new one above them. */
export function renderTokensScreen({ made, tokens }: TokensReport, view: ScreenView): ScreenLine[] {
  return stackSections([
    made === null
      ? []
      : [...wrapParagraph('The new token, shown once:', view.width), createLine(made, 'accent')],
    tokens.length === 0
      ? wrapParagraph('There are no tokens.', view.width)
      : [createLine('Tokens of the API', 'title'), ...renderTable(COLUMNS, tokens.map(toRow), view.width)],
  ])
}

const COLUMNS = [
  { title: '' },
  { title: 'Name', flexibleLines: 2 },
  { title: 'GitHub user' },
  { title: 'Created' },
  { title: 'Expires' },
]

function toRow({ id, name, githubLogin, createdAt, expiresAt }: ListedToken): TextSpan[] {
  return [String(id), name, githubLogin, formatDay(createdAt), formatDay(expiresAt)].map((text) =>
    createSpan(text),
  )
}
