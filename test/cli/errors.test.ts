import { describe, expect, it } from 'vitest'
import { type RefusalKind, Refused } from '../../src/release/refusal.ts'
import { type } from './world.ts'

async function refusedAs(kind: RefusalKind, what = 'The tag v2.0.1 exists.') {
  const refuse = async () => {
    throw new Refused({ kind, what, next: 'Plan v2.0.2: `release-captain plan v2.0.2`.' })
  }
  return { engine: { plan: refuse } }
}

describe('a wrong call', () => {
  const calls = [
    'plan --lin 2.0',
    'plann',
    'plan a b',
    'explain',
    'plan --pick',
    'build --push v2.0.1',
    'plan --color sometimes',
    'build v2.0.1 --plan xyz --jobs 0',
    'build v2.0.1 --unsigned',
    'build v2.0.1 --tag --unsigned --sign-format ssh',
    'build v2.0.1 --dry-run --push',
    'plan --date 2026-02-30',
    'plan --base=',
    'completion tcsh',
  ]

  it.each(calls)('`%s` ends with 2 and asks nothing of the engine', async (line) => {
    const { exitCode, stdout, asked } = await type(line)

    expect({ exitCode, stdout, asked }).toEqual({ exitCode: 2, stdout: '', asked: [] })
  })

  it('says what would be right', async () => {
    const seen = await Promise.all(calls.map(async (line) => `$ ${line}\n${(await type(line)).stderr}`))

    expect(seen.join('\n')).toMatchInlineSnapshot(`
      "$ plan --lin 2.0
      release-captain: Unknown option '--lin'.
      Next: Did you mean --line? \`release-captain plan --help\` shows what there is,
        with examples.

      $ plann
      release-captain: Unknown command 'plann'.
      Next: Did you mean plan? \`release-captain --help\` shows what there is, with
        examples.

      $ plan a b
      release-captain: Too many arguments for 'plan'. Expected 1 argument but got 2:
        a, b.
      Next: \`release-captain plan --help\` shows what there is, with examples.

      $ explain
      release-captain: Missing required argument 'change'.
      Next: A shell reads an unquoted # as a comment: write \`'#12'\`, or \`12\`.
        \`release-captain explain --help\` shows what there is, with examples.

      $ plan --pick
      release-captain: Option '--pick <CHANGE>' argument missing.
      Next: A shell reads an unquoted # as a comment: write \`'#12'\`, or \`12\`.
        \`release-captain plan --help\` shows what there is, with examples.

      $ build --push v2.0.1
      release-captain: Missing required argument 'version'.
      Next: A word directly after \`--push\` is read as its remote: write the version
        before it. \`release-captain build --help\` shows what there is, with examples.

      $ plan --color sometimes
      release-captain: Option '--color <WHEN>' argument 'sometimes' is invalid.
        Allowed choices are auto, always, never.
      Next: \`release-captain plan --help\` shows what there is, with examples.

      $ build v2.0.1 --plan xyz --jobs 0
      release-captain: \`--jobs 0\` must be a whole number from 1 to 99. \`--plan xyz\`
        must be 8 to 64 hexadecimal digits.
      Next: \`release-captain build --help\` shows its arguments and options, with
        examples.

      $ build v2.0.1 --unsigned
      release-captain: \`--sign-key\`, \`--sign-format\` and \`--unsigned\` need \`--tag\`.
      Next: Add \`--tag\`, or remove them.

      $ build v2.0.1 --tag --unsigned --sign-format ssh
      release-captain: \`--unsigned\` can't be used with \`--sign-key\` or
        \`--sign-format\`.
      Next: Remove one of them.

      $ build v2.0.1 --dry-run --push
      release-captain: \`--dry-run\` writes nothing, so \`--push\` has nothing to push.
      Next: Remove one of them.

      $ plan --date 2026-02-30
      release-captain: \`--date 2026-02-30\` isn't a day.
      Next: Write the year, month and day: \`--date 2026-02-11\`.

      $ plan --base=
      release-captain: \`--base\` must not be empty.
      Next: \`release-captain plan --help\` shows its arguments and options, with
        examples.

      $ completion tcsh
      release-captain: \`tcsh\` must be bash, zsh or fish.
      Next: \`release-captain completion --help\` shows its arguments and options, with
        examples.
      "
    `)
  })

  it('without a command shows what there is', async () => {
    const { exitCode, stdout, stderr } = await type('')

    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toBe((await type('--help')).stdout)
  })
})

describe('a refusal', () => {
  it.each([
    ['usage', 2],
    ['config', 3],
    ['repository', 4],
    ['rule', 5],
    ['conflict', 6],
  ] as const)('of kind %s ends with %i', async (kind, exitCode) => {
    const seen = await type('plan', await refusedAs(kind))

    expect(seen.exitCode).toBe(exitCode)
    expect(seen.stdout).toBe('')
    expect(seen.stderr).toBe(
      'release-captain: The tag v2.0.1 exists.\nNext: Plan v2.0.2: `release-captain plan v2.0.2`.\n',
    )
  })

  it('of several lines keeps them, and the indented ones whole', async () => {
    const what =
      'The policy has 2 mistakes.\n  release-captain.yml:3:5  criteria.rules.testd: unknown key\n  line two'
    const { stderr } = await type('plan', { ...(await refusedAs('config', what)), columns: 40 })

    expect(stderr).toMatchInlineSnapshot(`
      "release-captain: The policy has 2
        mistakes.
        release-captain.yml:3:5  criteria.rules.testd: unknown key
        line two
      Next: Plan v2.0.2: \`release-captain plan
        v2.0.2\`.
      "
    `)
  })

  it('is a document on standard output with --json', async () => {
    const { stdout, stderr, exitCode } = await type('plan --json', await refusedAs('repository'))

    expect(JSON.parse(stdout)).toEqual({
      schema: 'release-captain/error/1',
      kind: 'repository',
      what: 'The tag v2.0.1 exists.',
      next: 'Plan v2.0.2: `release-captain plan v2.0.2`.',
    })
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 4 })
  })

  it('of a wrong call is a document with --json, too', async () => {
    const { stdout, exitCode } = await type('plan --json --lin 2')

    expect(JSON.parse(stdout)).toMatchObject({ schema: 'release-captain/error/1', kind: 'usage' })
    expect(exitCode).toBe(2)
  })
})

describe('what broke', () => {
  const broken = {
    engine: {
      plan: async () => {
        throw new Error('git log ended with 128:\u001b[2J fatal')
      },
    },
  }

  it('ends with 1, says how to report it, and keeps the stack to itself', async () => {
    const { stderr, exitCode } = await type('plan', broken)

    expect(stderr).toMatchInlineSnapshot(`
      "release-captain: Internal error: git log ended with 128: fatal
      Next: This is a fault of the program or the machine, not of your command. Check
        whether \`release-captain doctor\` finds the cause. Otherwise run the command
        again with \`--debug\` and report its output.
      "
    `)
    expect(exitCode).toBe(1)
  })

  it('shows its stack with --debug, without what would steer the terminal', async () => {
    const { stderr } = await type('plan --debug', broken)

    expect(stderr).toMatch(/\n {4}at .*errors\.test\.ts/)
    expect(stderr).not.toContain('\u001b')
  })

  it('is a document with --json', async () => {
    const { stdout, exitCode } = await type('plan --json', broken)

    expect(JSON.parse(stdout)).toMatchObject({ schema: 'release-captain/error/1', kind: 'broken' })
    expect(exitCode).toBe(1)
  })
})
