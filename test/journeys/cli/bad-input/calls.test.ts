import { describe, expect, it } from 'vitest'
import { tellEach } from '../../../worlds/cli/telling.ts'
import { openWorld } from '../../../worlds/cli/world.ts'

function openWithHistory() {
  const world = openWorld()
  const fix = world.merges('fix: crash on start (#2)')
  world.picks(fix)
  world.tags('v2.0.1')
  world.tags('nightly')
  world.merges('fix: crash on exit (#13)')
  return world
}

describe('names that there are not', () => {
  it('are refused with what is near, or how to find what there is', async () => {
    using world = openWithHistory()
    const cases = {
      'no such branch': 'plan --main develop',
      'an expression for a branch': 'plan --main HEAD~1',
      'an option for a branch': 'plan --main=--output=x',
      'no such line': 'plan --line 3.7',
      'no line at all': 'plan --line stable',
      'no such tag': 'plan --base v1.0.0',
      'a tag of no version': 'plan --base nightly',
      'a pick of a number that is not there': 'plan --pick 12',
      'a pick of what the line has': 'plan --pick 2',
      'a pick of a commit of nowhere': 'plan --pick 0123456789',
      'a pick of words': 'plan --pick crash',
      'a drop of a number that is not there': 'plan --drop 99',
      'an explanation of nothing': 'explain 99',
      'a push to nowhere': 'build v2.0.2 --push upstream',
      'a push to an option': 'build v2.0.2 --push=--receive-pack=x',
    }
    expect(await tellEach(cases, (words) => world.isRefused(words))).toMatchInlineSnapshot(`
      "[no such branch] 4 repository
      There is no branch "develop" here, neither of the remote nor local.
      Next: \`git branch --all\` lists the branches; \`git fetch\` gets missing ones.

      [an expression for a branch] 4 repository
      There is no branch "HEAD~1" here, neither of the remote nor local.
      Next: \`git branch --all\` lists the branches; \`git fetch\` gets missing ones.

      [an option for a branch] 4 repository
      There is no branch "--output=x" here, neither of the remote nor local.
      Next: \`git branch --all\` lists the branches; \`git fetch\` gets missing ones.

      [no such line] 5 rule
      There is no line \`3.7\`: no stable version of it is tagged.
      Next: Choose one of the lines \`2.0\`.

      [no line at all] 5 rule
      There is no line \`stable\`: no stable version of it is tagged.
      Next: Choose one of the lines \`2.0\`.

      [no such tag] 5 rule
      This repository has no version tag "v1.0.0".
      Next: Name the last stable tag of a line, or leave out \`--base\`. \`git tag --list\` shows the tags.

      [a tag of no version] 5 rule
      This repository has no version tag "nightly".
      Next: Name the last stable tag of a line, or leave out \`--base\`. \`git tag --list\` shows the tags.

      [a pick of a number that is not there] 2 usage
      No change since the line's last tag is called "12".
      Next: Did you mean #13? \`release-captain plan --all --left-out\` lists every change.

      [a pick of what the line has] 5 rule
      #2 isn't a candidate: already on line.
      Next: \`release-captain explain '#2'\` shows more.

      [a pick of a commit of nowhere] 2 usage
      No change since the line's last tag is called "0123456789".
      Next: Name a pull request (\`#12\`) or a commit (seven digits or more); \`release-captain plan --all --left-out\` lists every change.

      [a pick of words] 2 usage
      No change since the line's last tag is called "crash".
      Next: Name a pull request (\`#12\`) or a commit (seven digits or more); \`release-captain plan --all --left-out\` lists every change.

      [a drop of a number that is not there] 2 usage
      No change since the line's last tag is called "99".
      Next: Name a pull request (\`#12\`) or a commit (seven digits or more); \`release-captain plan --all --left-out\` lists every change.

      [an explanation of nothing] 2 usage
      No change since the line's last tag is called "99".
      Next: Name a pull request (\`#12\`) or a commit (seven digits or more); \`release-captain plan --all --left-out\` lists every change.

      [a push to nowhere] 2 usage
      The clone has no remote named \`upstream\`, and no repository at that path.
      Next: See its remotes with \`git remote -v\`, and name one of them or give a URL.

      [a push to an option] 2 usage
      "--receive-pack=x" cannot be used as a remote: it begins with a dash.
      Next: Give a path, \`https://host/repo.git\`, \`ssh://user@host/repo.git\` or \`user@host:repo.git\`."
    `)
  })
})

describe('calls that cannot be meant', () => {
  it('are refused before anything is looked at', async () => {
    using world = openWithHistory()
    const cases = {
      'no such command': 'plann',
      'no such option': 'plan --drp 2',
      'a missing version': 'build',
      'a missing change': 'explain',
      'one word too many': 'plan v2.0.2 v2.0.3',
      'a day that is none': 'plan --date 2026-02-30',
      'a digest that is none': 'build v2.0.2 --plan latest',
      'a digest too short': 'build v2.0.2 --plan 3f2a',
      'no jobs': 'plan --jobs 0',
      'an empty name': ['plan', '--main', ''],
      'a dry push': 'build v2.0.2 --dry-run --push',
      'a key without a tag': 'build v2.0.2 --sign-key k',
    }
    expect(await tellEach(cases, (words) => world.isRefused(words))).toMatchInlineSnapshot(`
      "[no such command] 2 usage
      Unknown command 'plann'.
      Next: Did you mean plan? \`release-captain --help\` shows what there is, with examples.

      [no such option] 2 usage
      Unknown option '--drp'.
      Next: Did you mean --drop? \`release-captain plan --help\` shows what there is, with examples.

      [a missing version] 2 usage
      Missing required argument 'version'.
      Next: A shell reads an unquoted # as a comment: write \`'#12'\`, or \`12\`. \`release-captain build --help\` shows what there is, with examples.

      [a missing change] 2 usage
      Missing required argument 'change'.
      Next: A shell reads an unquoted # as a comment: write \`'#12'\`, or \`12\`. \`release-captain explain --help\` shows what there is, with examples.

      [one word too many] 2 usage
      Too many arguments for 'plan'. Expected 1 argument but got 2: v2.0.2, v2.0.3.
      Next: \`release-captain plan --help\` shows what there is, with examples.

      [a day that is none] 2 usage
      \`--date 2026-02-30\` isn't a day.
      Next: Write the year, month and day: \`--date 2026-02-11\`.

      [a digest that is none] 2 usage
      \`--plan latest\` must be 8 to 64 hexadecimal digits.
      Next: \`release-captain build --help\` shows its arguments and options, with examples.

      [a digest too short] 2 usage
      \`--plan 3f2a\` must be 8 to 64 hexadecimal digits.
      Next: \`release-captain build --help\` shows its arguments and options, with examples.

      [no jobs] 2 usage
      \`--jobs 0\` must be a whole number from 1 to 99.
      Next: \`release-captain plan --help\` shows its arguments and options, with examples.

      [an empty name] 2 usage
      \`--main\` must not be empty.
      Next: \`release-captain plan --help\` shows its arguments and options, with examples.

      [a dry push] 2 usage
      \`--dry-run\` writes nothing, so \`--push\` has nothing to push.
      Next: Remove one of them.

      [a key without a tag] 2 usage
      \`--sign-key\`, \`--sign-format\` and \`--unsigned\` need \`--tag\`.
      Next: Add \`--tag\`, or remove them."
    `)
  })
})
