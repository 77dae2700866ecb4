import { HOUSE, type Room } from './house.ts'

const BEGIN = '<!-- rooms: written by scripts/write-architecture-docs.ts from test/house.ts -->'
const END = '<!-- end of rooms -->'

/** The page with its table of rooms as the import test has them now. */
export function insertRooms(page: string): string {
  const [before = '', rest = ''] = page.split(BEGIN)
  const [, after] = rest.split(END)
  if (after === undefined) throw new Error('docs/architecture.md has no place for the table of rooms')
  return `${before}${BEGIN}\n${renderRooms()}\n${END}${after}`
}

function renderRooms(): string {
  const rows = Object.entries(HOUSE).map(([name, room]) => renderRow(name, room))
  return [
    '| room | what it is for | may import, of ours | packages |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function renderRow(name: string, { is, ours, packages }: Room): string {
  const path = name.startsWith('sandbox') ? name : `src/${name}`
  const cells = [
    `\`${path}${name.endsWith('.ts') ? '' : '/'}\``,
    is,
    ours.join(', ') || 'nothing',
    packages.join(', '),
  ]
  return `| ${cells.join(' | ')} |`
}
