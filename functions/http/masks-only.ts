import type { FieldClass } from '../../domain/kernel/care/field-class.ts'

/** The answer to a POST is kept for repetitions, so nobody gets more than masks in it. */
export const masksOnly: readonly FieldClass[] = []
