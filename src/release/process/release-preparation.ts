import type { ChangeType } from '../facts/facts.ts'
import { state } from './section.ts'

export const product = { name: state('§3.1', 'Godel') } as const

interface NotesSection {
  readonly title: string
  readonly changeTypes: readonly ChangeType[]
}

/** §3.1: the headings of the release notes in their order, and which change types stand under which. */
export const notes = {
  title: state('§3.1', '{product} v{version} Release Notes'),
  fields: state('§3.1', ['Release Date', 'Previous Version']),
  sections: {
    section: '§3.1',
    security: { title: 'Security Fixes', changeTypes: ['security'] },
    bugFixes: {
      title: 'Bug Fixes',
      changeTypes: ['data-loss', 'outage', 'crash', 'regression', 'critical-bug', 'minor-bug'],
    },
    performance: { title: 'Performance', changeTypes: ['performance'] },
  } satisfies { readonly section: '§3.1' } & Record<'security' | 'bugFixes' | 'performance', NotesSection>,
  knownIssues: state('§3.1', { title: 'Known Issues', none: 'None' }),
  upgradeNotesTitle: state('§3.1', 'Upgrade Notes'),
  upgradeNotes: state('§3.1', 'No special upgrade steps required.'),
} as const

/** §3.2: the signed tag and where it is pushed. */
export const tag = {
  pattern: state('§3.2', 'v{version}'),
  message: state('§3.2', 'Release v{version}'),
  sign: state('§3.2', 'required'),
  remote: state('§3.2', 'origin'),
} as const

/** §3.2: what is built from the tag. */
export const build = {
  command: state('§3.2', './scripts/build-release.sh v{version}'),
  artifacts: state('§3.2', [
    { id: 'docker-images', text: 'Docker images' },
    { id: 'npm-packages', text: 'npm packages' },
    { id: 'cli-binaries', text: 'CLI binaries' },
    { id: 'helm-charts', text: 'Helm charts' },
  ]),
} as const
