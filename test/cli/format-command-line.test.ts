import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLI_COMMANDS, findCliCommand } from '../../src/cli/commands.ts'
import { carryOver, formatCommandLine } from '../../src/cli/format-command-line.ts'
import { parseArgv } from '../../src/cli/parse.ts'

function command(name: string) {
  const found = findCliCommand(name)
  if (!found) throw new Error(`there is no command ${name}`)
  return found
}

describe('the next command', () => {
  it('repeats what was given and the other command understands, and how it looks no more', () => {
    const words = {
      arguments: { version: 'v2.0.1' },
      options: {
        line: '2.0',
        pick: ['#12'],
        tag: true,
        'dry-run': true,
        json: true,
        output: 'N.md',
        repo: "it's here",
      },
    }
    const next = carryOver(command('build'), words, {
      args: [],
      options: { pick: ['#14', '#12'], 'dry-run': null, push: true },
    })

    expect(formatCommandLine(command('build'), next)).toBe(
      "release-captain build v2.0.1 --tag --push --line 2.0 --pick '#12' --pick '#14' --repo 'it'\\''s here'",
    )
  })

  it('says the remote only where it is not the usual one', () => {
    const pushing = (push: string) =>
      formatCommandLine(command('build'), { arguments: {}, options: { push } })

    expect(pushing('origin')).toBe('release-captain build --push')
    expect(pushing('upstream')).toBe('release-captain build --push upstream')
  })

  it('drops options that the other command does not know, and the change that was explained', () => {
    const words = { arguments: { change: '#12' }, options: { line: '2.0', base: 'v2.0.0', repo: 'x' } }

    expect(
      formatCommandLine(command('doctor'), carryOver(command('doctor'), words, { args: [], options: {} })),
    ).toBe('release-captain doctor --repo x')
    expect(
      formatCommandLine(command('plan'), carryOver(command('plan'), words, { args: [], options: {} })),
    ).toBe('release-captain plan --line 2.0 --base v2.0.0 --repo x')
  })

  it('means the same when it is typed', () => {
    const word = fc.string({ minLength: 1 }).filter((each) => !each.startsWith('-') && !/[\s']/.test(each))
    fc.assert(
      fc.property(
        fc.record({ line: word, facts: word, pick: fc.array(word, { minLength: 1 }) }),
        (options) => {
          const text = formatCommandLine(command('plan'), { arguments: {}, options })
          const argv = text
            .split(' ')
            .slice(1)
            .map((each) => each.replaceAll("'", ''))

          expect(parseArgv(CLI_COMMANDS, argv)).toMatchObject({
            kind: 'run',
            words: { arguments: {}, options },
          })
        },
      ),
    )
  })
})
