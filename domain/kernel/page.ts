/** One page of a list. `next` is an opaque cursor, null at the end. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null }
/** `reader` is who asks: a cursor works for nobody else. */
export type PageRequest = { readonly limit: number; readonly cursor?: string | undefined; readonly reader: string }
/** The cursor was altered, or belongs to another list or another reader. */
export type BadCursor = { readonly code: 'request.cursor_invalid' }
