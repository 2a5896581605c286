import type { Key } from '../table/table.ts'

/** Read or write how a door of the desk is set up. */
export const doorKey = (doorId: string): Key => ({ pk: `DOOR#${doorId}`, sk: 'STATE' })

/** Count what comes through a door from one place within a while. The place is a keyed hash; the count ends by itself. */
export const doorCountKey = (place: string, span: number): Key => ({ pk: `DOORCOUNT#${place}`, sk: String(span) })

/** Remember a number that a caller used once. It ends by itself, when what it was used for is too old anyway. */
export const doorNonceKey = (door: string, nonce: string): Key => ({ pk: `DOORNONCE#${door}#${nonce}`, sk: 'NONCE' })
