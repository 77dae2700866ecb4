/** Where the record is kept: a folder of ours (PGlite, part of this program), or a PostgreSQL server. */
export type StoreLocation =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'server'; readonly url: string }

/** What the record promises where it is kept, in a sentence for the start of the program and its docs. */
export function describePromise(place: StoreLocation): string {
  switch (place.kind) {
    case 'folder':
      return `The record is kept in ${place.path}. If this process crashes, nothing acknowledged is lost. If the machine loses power, the last entries may be lost: set DATABASE_URL to a PostgreSQL server to avoid that.`
    case 'server':
      return 'The record is kept on the PostgreSQL server of DATABASE_URL. Nothing acknowledged is lost, as long as that server keeps what it has committed.'
  }
}
