/**
 * What the runtime needs of a status page. Every call may throw: `Later` where its limits say so, and nothing was done
 * then; `Refused` for what a person has to fix; an Error for the rest. A notice whose answer was lost is such an Error,
 * and is looked for by its mark before it is published again.
 */
export interface StatusPage {
  /** The notice with that mark; `unknown` where the page doesn’t let us look, and then the mark makes it one. */
  findNotice(mark: string): Promise<PublishedNotice | null | 'unknown'>
  publishNotice(notice: StatusNotice): Promise<PublishedNotice>
  updateNotice(published: PublishedNotice, notice: StatusNotice): Promise<void>
}

export interface StatusNotice {
  /** The same for every version of this notice. */
  readonly mark: string
  readonly title: string
  /** Plain text. */
  readonly body: string
  readonly kind: NoticeKind
}

export type NoticeKind =
  | {
      readonly kind: 'maintenance'
      readonly state: 'scheduled' | 'in-progress' | 'completed'
      /** In seconds since 1970. */
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'incident'; readonly state: 'investigating' | 'monitoring' | 'resolved' }

export interface PublishedNotice {
  readonly id: string
  readonly url: string | null
}
