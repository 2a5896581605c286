import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import type { BadCursor } from '../../domain/kernel/page.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Item } from './table.ts'

/** What a cursor is bound to: the query's words and who asked. It opens for nothing else. */
type Bound = Readonly<Record<string, unknown>>

export type Cursors = {
  readonly seal: (after: Item, bound: Bound) => Promise<string>
  readonly open: (cursor: string | undefined, bound: Bound) => Promise<Result<Item | undefined, BadCursor>>
}

const Position = z.record(z.string(), z.union([z.string(), z.number()]))

const decoded = (payload: string): Item | undefined => {
  try {
    return Position.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}

/** Signed cursors: where a list goes on, readable by us alone and not to be carried to another list or user. */
export const cursorsWith = (signingKey: () => Promise<Uint8Array>): Cursors => {
  /** Compared as text: several texts decode to the same bytes, and only the one that we gave opens. */
  const signature = async (payload: string, bound: Bound) =>
    createHmac('sha256', await signingKey())
      .update(`${payload}\n${JSON.stringify(Object.entries(bound).sort(([a], [b]) => (a < b ? -1 : 1)))}`)
      .digest('base64url')
  const open: Cursors['open'] = async (cursor, bound) => {
    if (cursor === undefined) return ok(undefined)
    const dot = cursor.lastIndexOf('.')
    const payload = cursor.slice(0, Math.max(dot, 0))
    const given = Buffer.from(cursor.slice(dot + 1))
    const expected = Buffer.from(await signature(payload, bound))
    const position = given.length === expected.length && timingSafeEqual(given, expected) ? decoded(payload) : undefined
    return position ? ok(position) : refuse({ code: 'request.cursor_invalid' })
  }
  return {
    open,
    seal: async (after, bound) => {
      const payload = Buffer.from(JSON.stringify(after)).toString('base64url')
      return `${payload}.${await signature(payload, bound)}`
    },
  }
}
