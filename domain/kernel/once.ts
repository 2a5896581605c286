import type { Result } from './result.ts'

/** A request that may arrive again: `key` names it (who, which operation, their Idempotency-Key), `content` is what it asked. */
type Repeatable = { readonly key: string; readonly content: string }
export type NotRepeated = { readonly code: 'idempotency.key_reused' | 'idempotency.in_progress' }

export type Run<Answer> = { readonly answer: Answer; readonly keep: boolean }

/** Runs a repeatable request once and gives its first answer to every repetition. */
export type Once = {
  /**
   * Refuses a key that comes back with other content, or while the first is still running. `run` answers with plain JSON.
   * An answer that is not to be kept (try again later) leaves the key free.
   */
  readonly answer: <Answer>(request: Repeatable, run: () => Promise<Run<Answer>>) => Promise<Result<Answer, NotRepeated>>
  /** 26 characters in a ULID's alphabet that stand for `key`: doing the request again after a crash names the same record. */
  readonly idFor: (key: string) => Promise<string>
}
