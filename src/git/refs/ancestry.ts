import { runGit } from '../run-git.ts'

/** Whether one commit can be reached from another; a commit counts as its own ancestor. Both are whole ids. */
export async function isAncestor(gitDir: string, ancestor: string, of: string): Promise<boolean> {
  for (const sha of [ancestor, of])
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha))
      throw new Error(`${JSON.stringify(sha)} is not a commit id`)
  if (ancestor === of) return true
  const { code } = await runGit(['merge-base', '--is-ancestor', ancestor, of], { gitDir, answers: [1] })
  return code === 0
}
