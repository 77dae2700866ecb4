import { state } from './section.ts'

/** The stable branch that candidates are merged to, in the document's example. */
export const candidateLog = state('§1.1', 'git log v{previous}..main --oneline')

/** §1.2: the release branch and what happens on it. */
export const releaseBranch = {
  name: state('§1.2', 'release/v{version}'),
  onConflict: state('§1.2', 'stop'),
  testAfterEachPick: state('§1.2', true),
} as const

/** Where a version stands in a file that is not JSON or YAML: the first quoted version behind the word. */
const VERSION_IN_CODE =
  '(?i)\\bversion\\b[^\'"`\\r\\n]*[\'"`]v?([0-9]+\\.[0-9]+\\.[0-9]+(?:-[0-9A-Za-z.-]+)?)[\'"`]'

/**
 * §1.3: what `npm version patch --no-git-tag-version` writes (package.json and its lock file), then the three other
 * files. A product that has no such file has nothing to bump there: all are optional.
 */
export const versionBump = {
  message: state('§1.3', 'chore: bump version to {version}'),
  files: state('§1.3', [
    { path: 'package.json', kind: 'json', pointers: ['/version'], optional: true },
    {
      path: 'package-lock.json',
      kind: 'json',
      pointers: ['/version', '/packages//version'],
      optional: true,
    },
    {
      path: 'npm-shrinkwrap.json',
      kind: 'json',
      pointers: ['/version', '/packages//version'],
      optional: true,
    },
    { path: 'src/version.ts', kind: 'pattern', pattern: VERSION_IN_CODE, optional: true },
    { path: 'helm/Chart.yaml', kind: 'yaml', keys: ['version', 'appVersion'], optional: true },
    { path: 'docker-compose.yml', kind: 'image-tags', optional: true },
  ]),
} as const
