import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Protection } from '../records/protection-state.ts'
import type { Repository } from '../state.ts'

const LIST = 'protected-branches'

/** git runs this for each ref of a push. It knows of protection what `protected-branches` says: nothing else gets there. */
const UPDATE_HOOK = `#!/bin/sh
ref=$1 old=$2 new=$3
grep -qxF "$ref" "$GIT_DIR/${LIST}" 2>/dev/null || exit 0
none=0000000000000000000000000000000000000000
[ "$old" = "$none" ] && exit 0
[ "$new" = "$none" ] && { echo "GH006: Cannot delete this protected branch." >&2; exit 1; }
git merge-base --is-ancestor "$old" "$new" && ! grep -qxF "$ref reviewed" "$GIT_DIR/${LIST}" && exit 0
echo "GH006: Protected branch update failed for $ref." >&2
exit 1
`

/** Protects a branch: from deletion, from forced pushes, and where it asks for reviews from every direct push. */
export async function protect(repository: Repository, branch: string, protection: Protection): Promise<void> {
  repository.protections.set(branch, protection)
  await writeProtections(repository)
}

/** Takes protection off, and says whether there was one. */
export async function removeProtection(repository: Repository, branch: string): Promise<boolean> {
  const was = repository.protections.delete(branch)
  await writeProtections(repository)
  return was
}

async function writeProtections({ gitDir, protections }: Repository): Promise<void> {
  const lines = [...protections].flatMap(([branch, { reviews }]) => {
    const ref = `refs/heads/${branch}`
    return reviews > 0 ? [ref, `${ref} reviewed`] : [ref]
  })
  const hook = join(gitDir, 'hooks', 'update')
  await mkdir(join(gitDir, 'hooks'), { recursive: true })
  await writeFile(join(gitDir, LIST), `${lines.join('\n')}\n`)
  await writeFile(hook, UPDATE_HOOK)
  await chmod(hook, 0o755)
}
