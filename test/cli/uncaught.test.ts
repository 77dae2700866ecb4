import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PROGRAM = join(import.meta.dirname, '../../bin/release-captain.js')

/** Runs the program with something in its process that breaks once the program has begun, where nothing hears it. */
function breaking(statement: string, ...words: readonly string[]) {
  const code = `const t = setInterval(() => {
    if (process.listenerCount('SIGHUP') === 0) return
    clearInterval(t); ${statement}
  })`
  const args = ['--import', `data:text/javascript,${encodeURIComponent(code)}`, PROGRAM, 'doctor', ...words]
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: import.meta.dirname })
  return { status, stderr: stderr.toString() }
}

describe('an error that nothing hears', () => {
  it('ends the process with a line that says what to do', () => {
    const { status, stderr } = breaking(`throw new Error('boom')`)
    expect(status).toBe(1)
    expect(stderr).toBe(
      'release-captain: Internal error: boom\n' +
        'Next: This is a fault of the program or the machine, not of your command. Check whether `release-captain doctor` finds the cause. Otherwise run the command again with `--debug` and report its output.\n',
    )
  })

  it('says that the disk is full where it is, in a promise that nobody awaits too', () => {
    const { status, stderr } = breaking(`Promise.reject(Object.assign(new Error('x'), { code: 'ENOSPC' }))`)
    expect([status, stderr.split('\n')[0]]).toEqual([1, 'release-captain: The disk is full.'])
  })

  it('shows where with --debug', () => {
    expect(breaking(`throw new Error('boom')`, '--debug').stderr).toContain('Error: boom\n    at ')
  })
})
