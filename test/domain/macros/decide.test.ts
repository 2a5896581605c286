import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { macros } from '../../../domain/macros/decide.ts'
import type { Macro } from '../../../domain/macros/macro.ts'
import { shippedTemplates } from '../../../domain/templates/shipped.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'
import { claimKind, macroOf, replyTemplate } from './support.ts'

const known = { lists: shippedLists, kinds: [claimKind], templates: [replyTemplate, ...shippedTemplates.values()] }
const put = (macro: Macro) => ({ type: 'put' as const, macro, known })
const codesOf = (...actions: readonly object[]) => {
  const { decided } = stories(macros)
    .given()
    .when(put(macroOf(...actions)))
  return decided.ok ? [] : decided.error.findings.map(({ code, pointer }) => `${pointer} ${code}`)
}

describe('a macro that is put', () => {
  it('replies by a template that is for the customer, opens nothing, and asks for what a ticket has', () => {
    expect(codesOf({ do: 'reply', template: 'reply.claim' })).toEqual([])
    expect(codesOf({ do: 'reply', template: 'nowhere' })).toEqual(['/actions/0/template macro.template_unknown'])
    expect(codesOf({ do: 'reply', template: 'newsletter' })).toContain('/actions/0/template macro.template_unfit')
    expect(codesOf({ do: 'reply', template: 'self_service.invitation' })).toContain('/actions/0/template macro.template_unfit')
    expect(codesOf({ do: 'reply', template: 'letter' })).toEqual(['/actions/0/template macro.field_unknown'])
  })

  it('names teams, causes and kinds that there are', () => {
    expect(codesOf({ do: 'hand_over', team: 'nobody' })).toEqual(['/actions/0/team list.team_unknown'])
    expect(codesOf({ do: 'resolve', cause: 'weather', fix: '-', customerTold: true })).toEqual(['/actions/0/cause macro.cause_unknown'])
    const { decided } = stories(macros)
      .given()
      .when(put({ ...macroOf({ do: 'note', text: '-' }), kinds: ['moon'] }))
    expect(decided).toMatchObject({ error: { findings: [{ code: 'macro.kind_unknown', pointer: '/kinds/0' }] } })
  })

  it('does nothing twice, nothing idle, and nothing behind the resolution but to say it', () => {
    const resolve = { do: 'resolve', cause: 'handling', fix: '-', customerTold: true }
    expect(codesOf({ do: 'note', text: 'a' }, { do: 'note', text: 'b' })).toEqual(['/actions/1 macro.action_twice'])
    expect(codesOf({ do: 'tag' })).toEqual(['/actions/0 macro.action_idle'])
    expect(codesOf(resolve, { do: 'move', to: 'open' })).toEqual(['/actions/1 macro.after_resolved'])
    expect(codesOf(resolve, { do: 'note', text: 'a' })).toEqual([])
  })
})

keepsTheLaws('macros', {
  decider: macros,
  commands: fc
    .record({ text: fc.constantFrom('a', 'b'), retired: fc.boolean() })
    .map(({ text, retired }) => put({ ...macroOf({ do: 'note', text }), retired })),
  events: ['macro.put'],
})
