import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { BadCursor } from '../../../domain/kernel/page.ts'
import { ok, type Result, refuse } from '../../../domain/kernel/result.ts'
import type { Item } from './table.ts'

/** What a cursor is bound to: the query's words and who asked. It opens for nothing else. */
type Bound = Readonly<Record<string, unknown>>

export type Cursors = {
  readonly seal: (after: Item, bound: Bound) => Promise<string>
  readonly open: (cursor: string | undefined, bound: Bound) => Promise<Result<Item | undefined, BadCursor>>
}

const Position = z.record(z.string(), z.union([z.string(), z.number()]))

const cipher = 'aes-256-gcm'
const [nonceBytes, tagBytes] = [12, 16]

const bindingOf = (bound: Bound) => Buffer.from(JSON.stringify(Object.entries(bound).sort(([a], [b]) => (a < b ? -1 : 1))))

const sealed = (key: Uint8Array, after: Item, bound: Bound): string => {
  const nonce = randomBytes(nonceBytes)
  const locking = createCipheriv(cipher, key, nonce).setAAD(bindingOf(bound))
  const text = Buffer.concat([locking.update(JSON.stringify(after)), locking.final()])
  return Buffer.concat([nonce, locking.getAuthTag(), text]).toString('base64url')
}

const opened = (key: Uint8Array, cursor: string, bound: Bound): Item | undefined => {
  const bytes = Buffer.from(cursor, 'base64url')
  // Several texts decode to the same bytes; only the one that we gave opens.
  if (bytes.toString('base64url') !== cursor || bytes.length <= nonceBytes + tagBytes) return undefined
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes))
    .setAAD(bindingOf(bound))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    const text = Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()])
    return Position.safeParse(JSON.parse(text.toString())).data
  } catch {
    return undefined
  }
}

/**
 * Cursors say where a list goes on. They are encrypted, since that place may be a record that the reader does not reach,
 * and authenticated together with the query and the reader, so that one carried elsewhere or altered does not open.
 */
export const cursorsWith = (cursorKey: () => Promise<Uint8Array>): Cursors => ({
  seal: async (after, bound) => sealed(await cursorKey(), after, bound),
  open: async (cursor, bound) => {
    if (cursor === undefined) return ok(undefined)
    const position = opened(await cursorKey(), cursor, bound)
    return position ? ok(position) : refuse({ code: 'request.cursor_invalid' })
  },
})
