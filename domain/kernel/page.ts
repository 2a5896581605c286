/** One page of a list. `next` is an opaque cursor, null at the end. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null }
export type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }
