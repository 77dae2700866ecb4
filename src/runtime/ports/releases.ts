import type { Person } from '../../release/lifecycle/who.ts'

export interface GitHubRelease {
  readonly id: number
  /** Who made it. GitHub keeps that whoever edits it later. */
  readonly author: Person
  readonly tag: string
  readonly name: string
  readonly body: string
  readonly draft: boolean
  /** Seconds since 1970; null for a draft. */
  readonly publishedAt: number | null
  readonly url: string
  readonly assets: readonly { readonly id: number; readonly name: string; readonly digest: string | null }[]
}

export interface Releases {
  /** Drafts too, newest first: GitHub's own look-up by tag does not show them. */
  listReleases(): Promise<readonly GitHubRelease[]>
  createRelease(release: {
    readonly tag: string
    readonly name: string
    readonly body: string
    readonly draft: boolean
    readonly prerelease: boolean
    readonly latest: boolean
  }): Promise<GitHubRelease>
  editRelease(
    id: number,
    change: {
      readonly name?: string
      readonly body?: string
      readonly draft?: boolean
      readonly prerelease?: boolean
      readonly latest?: boolean
    },
  ): Promise<GitHubRelease>
  /** A text, or bytes as they are. */
  uploadAsset(
    id: number,
    asset: { readonly name: string } & ({ readonly text: string } | { readonly bytes: Uint8Array }),
  ): Promise<void>
  /** @throws {Refused} for a file that is too large */
  downloadAsset(assetId: number): Promise<Uint8Array>
  /** The bytes' sha256, hex. */
  computeAssetDigest(assetId: number): Promise<string>
}
