import * as z from 'zod'
import { Template } from './template.ts'

/** What can happen to a template: a version is written. What was sent by an earlier one stays what it was. */
export const TemplateEvent = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('template.written'), template: Template })])
export type TemplateEvent = z.infer<typeof TemplateEvent>

export const evolve = (_: Template | undefined, { template }: TemplateEvent): Template => template
