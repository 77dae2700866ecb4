import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { CLI_COMMANDS } from '../../src/cli/commands.ts'
import { insertCliReference } from '../../src/cli/reference.ts'
import { measureWidth } from '../../src/cli/render/fit.ts'
import { type } from './world.ts'

describe('help', () => {
  it('of the program says what there is and where to begin', async () => {
    const { stdout, exitCode } = await type('--help')

    expect(stdout).toMatchInlineSnapshot(`
      "release-captain COMMAND [options]

      Plans and builds patch releases from any clone: which changes belong in the next
      one, why, and what happens when they are picked.

      Commands
        init         look at a clone, and write the config that fits it
        simulate     play the policy over your past patch releases, and compare with
                     what you released
        plan         show which changes belong in the next patch release, and how they
                     pick
        explain      explain why a change is in the plan or not, and what would change
                     that
        build        create the release branch: the picks, the version bump and, with
                     --tag, the signed tag
        notes        write the release notes from the plan
        bump         show which lines the version bump would change
        advisory     draft a security advisory, and list what it lacks
        facts        write down what GitHub knows of the changes of a plan
        config       show the policy in force, and where each value comes from
        alert-rules  print the alerts that roll back, as a Prometheus rule file
        doctor       check that the machine, the repository and the App are ready for
                     a release
        start        start the App, or a sandbox if it has no credentials
        import       read the releases that a repository has already into the record
        jobs         list the jobs that the App gave up, and retry them
        tokens       list, create and revoke tokens of the read API
        setup        create the App at GitHub, in the browser, and save its settings
        demo         create a small product with a history, and plan, build and write
                     notes on it
        completion   print the completion script for a shell

      Options of every command
        --repo PATH   the clone to work on, or a remote URL (default: this folder)
        --date DAY    use this day as today, such as 2026-02-11: due times,
                      exceptions, notes
        --json        print one JSON document instead of a screen
        --color WHEN  color: auto, always or never (default: auto)
        --quiet       print only the result: no progress, warnings or next steps
        --debug       show where in the program an error came from
        --help        show help, or the help of a command
        --version     show the version of release-captain

      Exit codes
        0  done
        1  internal error: a fault of the program or the machine
        2  wrong usage of the command
        3  the policy, the facts file or the notes template is wrong
        4  the repository can't be used as it is
        5  the release process refuses
        6  picks conflict

      Start with
        release-captain doctor
        release-captain plan
        release-captain plan --help
      "
    `)
    expect(exitCode).toBe(0)
  })

  it('of a command has its usage, meaning, options and examples', async () => {
    expect((await type('config --help')).stdout).toMatchInlineSnapshot(`
      "release-captain config [KEY] [options]

      Reads .github/release-captain.yml from the main branch, or the file named by
      --policy, and shows every value with its origin: a section of the process
      document, or a line of the file. A file with mistakes is refused with a list of
      all mistakes.

      Arguments
        KEY  only values under this key, such as criteria or criteria.rules

      Options
        --changed      only what differs from the process document
        --main REF     the main branch (default: the policy's, else the repository's
                       own)
        --policy FILE  a policy file to use instead of the one on main
        --jobs NUMBER  how many git processes may run at a time (default: 2; 1 on one
                       core)

      Options of every command
        --repo PATH   the clone to work on, or a remote URL (default: this folder)
        --date DAY    use this day as today, such as 2026-02-11: due times,
                      exceptions, notes
        --json        print one JSON document instead of a screen
        --color WHEN  color: auto, always or never (default: auto)
        --quiet       print only the result: no progress, warnings or next steps
        --debug       show where in the program an error came from
        --help        show help, or the help of a command

      Examples
        What this project changed:
          release-captain config --changed
        One part of it:
          release-captain config criteria.rules
        Check a file before you merge it:
          release-captain config --policy new.yml
      "
    `)
  })

  it.each(CLI_COMMANDS.map(({ name }) => name))(
    'of %s is the same by `help`, and fits 80 columns',
    async (name) => {
      const { stdout, asked } = await type(`${name} --help`)

      expect((await type(`help ${name}`)).stdout).toBe(stdout)
      expect(stdout.split('\n').filter((each) => measureWidth(each) > 80)).toEqual([])
      expect(asked).toEqual([])
    },
  )

  it('shows only examples that are right calls', async () => {
    for (const { command } of CLI_COMMANDS.flatMap(({ examples }) => examples)) {
      const words = /release-captain ((?:[^|)&]|\| *jq)*)/.exec(command)?.[1] ?? ''
      const { exitCode, stderr } = await type(
        shellWords(words.replace(/[|>].*/, '').replace(/--output \S+/, '')),
      )

      expect({ command, stderr, wrong: exitCode === 2 }).toEqual({ command, stderr: '', wrong: false })
    }
  })
})

it('shows the version', async () => {
  expect((await type('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

describe('docs/cli.md', () => {
  const file = new URL('../../docs/cli.md', import.meta.url)

  it('has the commands as they are now (`npm run docs` writes them)', async () => {
    const text = await readFile(file, 'utf8')

    expect(insertCliReference(text, CLI_COMMANDS)).toBe(text)
  })

  it('cannot be written without its markers', () => {
    expect(() => insertCliReference('# The command line\n', CLI_COMMANDS)).toThrow(/no generated part/)
  })
})

function shellWords(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
