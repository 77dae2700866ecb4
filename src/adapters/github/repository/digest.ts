/** The hex of GitHub's `sha256:…`; null where there is none. */
export function parseHexDigest(digest: string | null | undefined): string | null {
  return /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1] ?? null
}
