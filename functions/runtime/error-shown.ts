import { Failure } from '../../domain/kernel/failure.ts'

type Shown = {
  readonly name: string
  /** Of our own failures alone. */
  readonly message?: string
  readonly at?: readonly string[]
  /** What it came of, the nearest first. */
  readonly causes?: readonly string[]
}

/** The SDK gives what went wrong a name, Node a code: both are from lists of theirs. */
const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name
}

/** Some errors are causes of each other. */
const deepest = 5
const causesOf = (error: unknown, depth = 0): readonly string[] =>
  error instanceof Error && error.cause !== undefined && depth < deepest ? [nameOf(error.cause), ...causesOf(error.cause, depth + 1)] : []

/**
 * An error as a log may show it: what it is called, what we say of it, where it was thrown, and what everything under it is called.
 * Messages of the SDK and of libraries may quote what was sent, so they stay out.
 */
export const errorShown = (error: unknown): Shown => {
  if (!(error instanceof Error)) return { name: typeof error }
  const at = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
  const causes = causesOf(error)
  return {
    name: nameOf(error),
    ...(error instanceof Failure && { message: error.message }),
    ...(at && { at: at.slice(0, 8) }),
    ...(causes.length > 0 && { causes }),
  }
}
