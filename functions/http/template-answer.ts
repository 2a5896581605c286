import * as z from 'zod'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { TemplateStore } from '../../domain/templates/ports.ts'
import { Template } from '../../domain/templates/template.ts'

/** Templates as they stand: what somebody wrote, and beneath it what comes with the program. */
export type CurrentTemplates = { readonly store: TemplateStore; readonly shipped: ReadonlyMap<string, Template> }

/** The version in use; 0 where nobody has rewritten what comes with the program. */
export const currentTemplate = async ({ store, shipped }: CurrentTemplates, code: string): Promise<Loaded<Template> | undefined> => {
  const found = await store.load(code)
  if (found?.state) return { state: found.state, version: found.version }
  const state = shipped.get(code)
  return state && { state, version: 0 }
}

export const TemplateAnswer = Template.extend({
  version: z.int(),
  /** Whether the program itself fills it in. */
  shipped: z.boolean(),
})
export type TemplateAnswer = z.infer<typeof TemplateAnswer>

export const templateAnswer = ({ shipped }: CurrentTemplates, { state, version }: Loaded<Template>): TemplateAnswer => ({
  ...state,
  version,
  shipped: shipped.has(state.code),
})
