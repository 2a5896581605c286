import type { PageAnswer } from '../page/page-handler.ts'

const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** A few plain words for a machine. */
export const said = (statusCode: number, body: string): PageAnswer => ({ statusCode, headers, body })

/** Somebody at the door who is not let in, and why: the reason goes into the log and, without what would help to guess, to the caller. */
export type Refusal = { readonly status: 400 | 401 | 403 | 404 | 413 | 422; readonly reason: string }
