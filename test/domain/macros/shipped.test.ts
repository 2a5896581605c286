import { describe, expect, it } from 'vitest'
import { languages } from '../../../domain/kernel/language.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { macroFindings } from '../../../domain/macros/check.ts'
import { writtenReply } from '../../../domain/macros/reply.ts'
import { shippedMacros } from '../../../domain/macros/shipped.ts'
import { templateFindings } from '../../../domain/templates/check.ts'
import { shippedTemplates } from '../../../domain/templates/shipped.ts'
import { TemplateDraft } from '../../../domain/templates/template.ts'
import { shippedKind, shippedKinds } from '../../../domain/ticket-kinds/shipped.ts'
import { ticketOf } from './support.ts'

const known = { lists: shippedLists, kinds: shippedKinds, templates: [...shippedTemplates.values()] }

const templatesOf = ({ actions }: (typeof shippedMacros)[number]) =>
  actions.flatMap((action) => (action.do === 'reply' ? [shippedTemplates.get(action.template)] : []))

describe.each(shippedMacros.map((macro) => [macro.code, macro] as const))('the macro %s that ships', (_, macro) => {
  it('could have been put by the firm itself', () => {
    expect(macroFindings(macro, known)).toEqual([])
    for (const template of templatesOf(macro)) expect(templateFindings(TemplateDraft.strip().parse(template))).toEqual([])
  })

  it('resolves a ticket for a cause that each of its kinds has', () => {
    const causes = macro.actions.flatMap((action) => (action.do === 'resolve' ? [action.cause] : []))
    for (const kind of macro.kinds) for (const cause of causes) expect(shippedKind(kind)?.causes.map(({ code }) => code)).toContain(cause)
  })

  it.each(languages)('says in %s what it says, of a ticket of which next to nothing is known', (language) => {
    const around = { kind: undefined, customerName: undefined, requesterName: undefined, agentName: 'Li', language }
    for (const template of templatesOf(macro)) {
      const written = template && writtenReply(template, ticketOf({ language, form: {} }), around)
      expect(written).toMatchObject({ ok: true, value: { language } })
      expect(written?.ok && written.value.text).toContain(ticketOf().number)
    }
  })
})
