import type { ChildProcess } from 'node:child_process'

const undone = new Set<() => void>()
process.once('exit', () => {
  for (const undo of undone) undo()
})

/**
 * Has something undone should the program end before its work does, as by Ctrl-C. What is given must be done at once:
 * nothing is waited for any more by then.
 *
 * @returns what to call when the work is over and there is nothing to undo
 */
export function runAtExit(undo: () => void): () => void {
  undone.add(undo)
  return () => undone.delete(undo)
}

/** Ends a process with ours: nobody is left to read what it says, and a push must not go on behind our back. */
export function endWithUs<Child extends ChildProcess>(child: Child): Child {
  const over = runAtExit(() => child.kill())
  child.once('close', over)
  child.once('error', over)
  return child
}
