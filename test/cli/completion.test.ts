import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { GLOBAL_OPTIONS } from '../../src/cli/command-options.ts'
import { CLI_COMMANDS } from '../../src/cli/commands.ts'
import { type } from './world.ts'

const run = promisify(execFile)

describe('completion in bash', () => {
  let folder = ''
  let script = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'completion-'))
    await mkdir(join(folder, 'clones dir'))
    await writeFile(join(folder, 'clones.yml'), '')
    script = (await type('completion bash')).stdout
  })

  /** What bash offers when tab is pressed at the end of a line. */
  async function offered(line: string): Promise<string[]> {
    const words = line.split(' ')
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash that reads it
    const show = 'for each in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do echo "$each"; done'
    const press = `eval "$SCRIPT"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _release_captain; ${show}`
    const { stdout } = await run('bash', ['--norc', '-uc', press, 'bash', ...words], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', SCRIPT: script },
    })
    return stdout.split('\n').filter((each) => each !== '')
  }

  it('offers the commands', async () => {
    expect(await offered('release-captain ')).toEqual(
      expect.arrayContaining(CLI_COMMANDS.map(({ name }) => name)),
    )
    expect(await offered('release-captain b')).toEqual(['build', 'bump'])
  })

  it('offers the options of the command that was typed, also behind other options', async () => {
    expect(await offered('release-captain build --si')).toEqual(['--sign-key', '--sign-format'])
    expect(await offered('release-captain --repo x build v2.0.1 --un')).toEqual(['--unsigned'])
    expect(await offered('release-captain plan --un')).toEqual([])
    expect(await offered('release-captain plan --qu')).toEqual(['--quiet'])
  })

  it('offers the values of an option', async () => {
    expect(await offered('release-captain plan --color a')).toEqual(['auto', 'always'])
    expect(await offered('release-captain build v2.0.1 --sign-format ')).toEqual(['gpg', 'ssh'])
    expect(await offered('release-captain completion ')).toEqual(
      expect.arrayContaining(['bash', 'zsh', 'fish']),
    )
  })

  it('offers files and folders where they belong, and nothing for words of one’s own', async () => {
    expect((await offered('release-captain plan --facts clo')).toSorted()).toEqual([
      'clones dir',
      'clones.yml',
    ])
    expect(await offered('release-captain plan --repo clo')).toEqual(['clones dir'])
    expect(await offered('release-captain demo clo')).toEqual(['clones dir'])
    expect(await offered('release-captain plan --line ')).toEqual([])
  })
})

describe('completion in zsh and fish', () => {
  it.each(['zsh', 'fish'])('in %s knows every command and option', async (shell) => {
    const { stdout } = await type(`completion ${shell}`)

    const options = [...GLOBAL_OPTIONS, ...CLI_COMMANDS.flatMap((command) => command.options)]
    for (const { name } of options) expect(stdout).toContain(shell === 'fish' ? `-l ${name} ` : `--${name}[`)
    for (const { name } of CLI_COMMANDS) expect(stdout).toContain(name)
  })

  it('writes for zsh what `_arguments` reads', async () => {
    const { stdout } = await type('completion zsh')

    expect(stdout.slice(0, stdout.indexOf('        init)'))).toMatchInlineSnapshot(`
      "#compdef release-captain
      # zsh completion of release-captain, made by \`release-captain completion zsh\`
      _release_captain() {
        local context state state_descr line
        typeset -A opt_args
        _arguments -C \\
          '--repo[the clone to work on, or a remote URL (default\\: this folder)]:PATH:_files -/' \\
          '--date[use this day as today, such as 2026-02-11\\: due times, exceptions, notes]:DAY:' \\
          '--json[print one JSON document instead of a screen]' \\
          '--color[color\\: auto, always or never (default\\: auto)]:WHEN:(auto always never)' \\
          '--quiet[print only the result\\: no progress, warnings or next steps]' \\
          '--debug[show where in the program an error came from]' \\
          '--help[show help]' \\
          '--version[show the version]' \\
          '1:command:->command' \\
          '*::word:->words'
        case $state in
          command)
            local -a commands=(
              'init:look at a clone, and write the config that fits it'
              'simulate:play the policy over your past patch releases, and compare with what you released'
              'plan:show which changes belong in the next patch release, and how they pick'
              'explain:explain why a change is in the plan or not, and what would change that'
              'build:create the release branch: the picks, the version bump and, with --tag, the signed tag'
              'notes:write the release notes from the plan'
              'bump:show which lines the version bump would change'
              'advisory:draft a security advisory, and list what it lacks'
              'facts:write down what GitHub knows of the changes of a plan'
              'config:show the policy in force, and where each value comes from'
              'alert-rules:print the alerts that roll back, as a Prometheus rule file'
              'doctor:check that the machine, the repository and the App are ready for a release'
              'start:start the App, or a sandbox if it has no credentials'
              'import:read the releases that a repository has already into the record'
              'jobs:list the jobs that the App gave up, and retry them'
              'tokens:list, create and revoke tokens of the read API'
              'setup:create the App at GitHub, in the browser, and save its settings'
              'demo:create a small product with a history, and plan, build and write notes on it'
              'completion:print the completion script for a shell'
            )
            _describe 'command' commands ;;
          words)
            case $line[1] in
      "
    `)
    expect(stdout.slice(stdout.indexOf('        completion)'))).toMatchInlineSnapshot(`
      "        completion)
                _arguments \\
                  '1:shell:(bash zsh fish)' \\
                  '--repo[the clone to work on, or a remote URL (default\\: this folder)]:PATH:_files -/' \\
                  '--date[use this day as today, such as 2026-02-11\\: due times, exceptions, notes]:DAY:' \\
                  '--json[print one JSON document instead of a screen]' \\
                  '--color[color\\: auto, always or never (default\\: auto)]:WHEN:(auto always never)' \\
                  '--quiet[print only the result\\: no progress, warnings or next steps]' \\
                  '--debug[show where in the program an error came from]' \\
                  '--help[show help]' ;;
            esac ;;
        esac
      }
      if [[ $funcstack[1] == _release_captain ]]; then _release_captain "$@"; else compdef _release_captain release-captain; fi
      "
    `)
  })

  it('writes for fish one line per command, option and value', async () => {
    const { stdout } = await type('completion fish')

    expect(
      stdout
        .match(/^.*( -l (color|sign-format|repo|json) |-a doctor |_from (completion|demo)').*$/gm)
        ?.join('\n'),
    ).toMatchInlineSnapshot(`
      "complete -c release-captain -n 'not __fish_seen_subcommand_from init simulate plan explain build notes bump advisory facts config alert-rules doctor start import jobs tokens setup demo completion' -a doctor -d 'check that the machine, the repository and the App are ready for a release'
      complete -c release-captain -l repo -d 'the clone to work on, or a remote URL (default: this folder)' -x -a '(__fish_complete_directories)'
      complete -c release-captain -l json -d 'print one JSON document instead of a screen'
      complete -c release-captain -l color -d 'color: auto, always or never (default: auto)' -x -a 'auto always never'
      complete -c release-captain -n '__fish_seen_subcommand_from build' -l sign-format -d 'gpg or ssh (default: git\\'s gpg.format)' -x -a 'gpg ssh'
      complete -c release-captain -n '__fish_seen_subcommand_from demo' -a '(__fish_complete_directories)'
      complete -c release-captain -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'"
    `)
  })
})
