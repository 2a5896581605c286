import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { templates } from '../../../domain/templates/decide.ts'
import { letter } from '../../../domain/templates/shipped/letter.ts'
import { TemplateDraft } from '../../../domain/templates/template.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const { given } = stories(templates)
const draftOf = (facts: object = {}) =>
  TemplateDraft.parse({
    category: 'transactional',
    fields: { title: { type: 'text' } },
    words: { en: { email: { subject: '{{title}}', text: '{{title}}', html: '{{title}}' } } },
    ...facts,
  })
const write = (draft: TemplateDraft, facts: { code?: string; shipped?: typeof letter } = {}) =>
  ({ type: 'write', code: facts.code ?? 'depot.closed', draft, shipped: facts.shipped }) as const

describe('writing a template', () => {
  it('says who wrote it and when, and nothing when it reads the same', () => {
    const written = given().when(write(draftOf()))
    expect(written.after).toMatchObject({ code: 'depot.closed', written: { by: 'usr_test' } })
    const past = written.decided.ok ? written.decided.value : []
    given(...past)
      .when(write(draftOf()))
      .thenNothing()
  })

  it('never turns business into promotion', () => {
    const { code: _code, written: _written, ...shipped } = letter
    given()
      .when(write({ ...shipped, category: 'marketing' }, { code: 'letter', shipped: letter }))
      .thenRefused('template.category_fixed', { category: 'transactional' })
  })

  it('leaves the fields of one that the program fills in', () => {
    given()
      .when(write(draftOf(), { code: 'letter', shipped: letter }))
      .thenRefused('template.fields_fixed')
  })

  it('is refused with the places where it breaks the rules', () => {
    const broken = draftOf({ words: { en: { email: { subject: 'x', text: '{{nobody}}', html: 'x' } } } })
    given()
      .when(write(broken))
      .thenRefused('template.rules_broken', { findings: [{ pointer: '/words/en/email/text', code: 'template.field_unknown' }] })
  })
})

keepsTheLaws('templates', {
  decider: templates,
  commands: fc.constantFrom(write(draftOf()), write(draftOf({ urgent: true })), write(draftOf({ category: 'marketing' }))),
  events: ['template.written'],
})
