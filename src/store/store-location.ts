/** Where the record is kept: a folder of ours (PGlite, part of this program), or a PostgreSQL server. */
export type StoreLocation =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'server'; readonly url: string }

/** What the record promises where it is kept, in a sentence for the start of the program and its docs. */
export function describePromise(place: StoreLocation): string {
  switch (place.kind) {
    case 'folder':
      return `The record is kept in ${place.path}: nothing acknowledged is lost when this process dies, but the last of it may be when the machine loses power; set DATABASE_URL to a PostgreSQL server to be safe from that too.`
    case 'server':
      return 'The record is kept on the PostgreSQL server of DATABASE_URL: nothing acknowledged is lost, as far as that server keeps what it has committed.'
  }
}
