import * as z from 'zod'
import { line } from '../../domain/kernel/text.ts'

/** Why the key of a record is to be changed before its time. */
export const RotateKey = z.strictObject({ purpose: line(200) })
export const rotateKeyExample = { purpose: 'A dump of memory was left on a shared drive' }
