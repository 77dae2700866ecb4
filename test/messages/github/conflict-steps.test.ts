import { execFileSync } from 'node:child_process'

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { quoteForShell } from '../../../src/messages/github/markdown/quote-for-shell.ts'
import { renderConflictPullRequest } from '../../../src/messages/github/pull-requests/conflict.ts'
import { folder } from '../../git/repositories.ts'
import { cut, ID, WEB_URL } from './story.ts'

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Cem',
  GIT_AUTHOR_EMAIL: 'cem@example.org',
  GIT_COMMITTER_NAME: 'Cem',
  GIT_COMMITTER_EMAIL: 'cem@example.org',
}
const BASE = 'release/v2.0.1'
const BRANCH = 'release/v2.0.1-pick-8'

function sh(script: string, cwd: string): string {
  const env = { ...process.env, ...IDENTITY }
  return execFileSync('sh', ['-e'], {
    cwd,
    env,
    input: script,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  })
}

/** A remote with a release branch, a commit of main that conflicts with it, and a branch with the conflict in it. */
function remoteWith(place: string, file: string): string {
  const at = quoteForShell(file)
  sh(
    `git init -q --bare --initial-branch=main remote.git
git init -q --initial-branch=main seed && cd seed
echo base > ${at} && git add -- ${at} && git commit -q -m base
git switch -q -c ${BASE} && echo line > ${at} && git commit -q -a -m line
git switch -q -c ${BRANCH} && printf '<<<<<<< a\\nline\\n=======\\nmain\\n>>>>>>> b\\n' > ${at} && git commit -q -a -m conflict
git switch -q main && echo main > ${at} && git commit -q -a -m main
git push -q ../remote.git main ${BASE} ${BRANCH}`,
    place,
  )
  return sh('git -C remote.git rev-parse main', place).trim()
}

/** The blocks of commands in the pull request that shows the conflict. */
function parseMarkdownBlocks(file: string, commit: string): string[] {
  const { body } = renderConflictPullRequest({
    reviewers: [],
    release: cut().drawn,
    id: ID,
    candidate: '#8',
    title: 'fix: x',
    files: [
      {
        path: file,
        kind: 'content',
        hunks: [{ ours: { start: 1, end: 1 }, oursText: 'line\n', theirsText: 'main\n' }],
      },
    ],
    undecided: [],
    needs: [],
    commit,
    mainline: null,
    branch: BRANCH,
    base: BASE,
    webUrl: WEB_URL,
  })
  return [...body.matchAll(/```sh\n([\s\S]*?)\n```/g)].map(([, block]) => block ?? '')
}

describe('the steps that resolve a conflict', () => {
  it.each(['src.ts', "it's $HOME.ts", '-rf', '#1 `id`.ts', '~'])(
    'work as they are copied, for a file %j',
    async (file) => {
      await using place = await folder()
      const commit = remoteWith(place.path, file)
      const clone = join(place.path, 'clone')
      sh('git clone -q remote.git clone', place.path)

      const [steps = '', ownTools = ''] = parseMarkdownBlocks(file, commit)
      const edit = `printf 'right\\n' > ./${quoteForShell(file)}`
      sh(
        steps.replace(/^# edit.*$/m, () => edit),
        clone,
      )
      expect(sh(`git -C remote.git show ${quoteForShell(`${BRANCH}:${file}`)}`, place.path)).toBe('right\n')

      const tool = `${edit.replace('right', 'by tool')}\ngit add --all\nGIT_EDITOR=true git cherry-pick --continue`
      sh(
        ownTools.replace(/^(git cherry-pick .*)$/m, '$1 || true').replace(/^git mergetool.*$/m, () => tool),
        clone,
      )
      expect(sh(`git -C remote.git show ${quoteForShell(`${BRANCH}:${file}`)}`, place.path)).toBe('by tool\n')
      expect(sh(`git -C remote.git log -1 --format=%B ${BRANCH}`, place.path)).toContain(
        `cherry picked from commit ${commit}`,
      )
    },
  )

  it('stages what git follows where a path cannot be typed', () => {
    expect(parseMarkdownBlocks('a\nb', 'd'.repeat(40))[0]).toContain('git add --update\n')
  })
})

describe('a word for a shell', () => {
  it.each([
    ['release/v2.0.1', 'release/v2.0.1'],
    ["it's", "'it'\\''s'"],
    ['-x', "'-x'"],
    ['a b', "'a b'"],
    ['$(id)', "'$(id)'"],
    ['', "''"],
  ])('%j is %s', (word, expected) => {
    expect(quoteForShell(word)).toBe(expected)
  })
})
