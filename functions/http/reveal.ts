import * as z from 'zod'
import { sealedClasses } from '../../domain/kernel/care/field-class.ts'
import { line } from '../../domain/kernel/text.ts'

/** Why somebody needs to read what their role does not show, and which classes of it. */
export const Reveal = z.strictObject({ purpose: line(200), classes: z.array(z.enum(sealedClasses)).min(1).max(3) })
