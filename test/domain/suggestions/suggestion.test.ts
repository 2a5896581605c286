import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { tellingsOf } from '../../../domain/notifications/tellings.ts'
import { type SuggestionCommandBody, suggestions } from '../../../domain/suggestions/decide.ts'
import { suggestionFigures } from '../../../domain/suggestions/figures.ts'
import { rowOf } from '../../../domain/suggestions/row.ts'
import { Suggestion, type SuggestionDraft } from '../../../domain/suggestions/suggestion.ts'
import { contextOf } from '../../support/context.ts'
import { glanceOf } from '../../support/customer-items.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const customer = glanceOf({ team: 'sales_east' })
const id = 'sug_01KAJ0000000000000000000AA'
const draft: SuggestionDraft = { customerId: customer.id, text: '周五下午提货' }
const list = shippedLists.theme
const of = (body: SuggestionCommandBody) => ({ ...body, customer })
const receive = of({ type: 'receive', id, draft })
const standing = (state: Suggestion['state']) =>
  Suggestion.parse({ id, ...draft, state, receivedAt: '2026-11-01T00:00:00.000Z', themes: [], tags: [] })
const at = (state: Suggestion['state']) => stories(suggestions, standing(state)).given()

describe('a suggestion', () => {
  it('is told to whoever looks after the customer, where somebody does', () => {
    const received = (whose: typeof customer) => {
      const decided = suggestions.decide(undefined, { type: 'receive', id, draft, customer: whose }, contextOf())
      return decided.ok ? decided.value : []
    }
    const toldOf = (whose: typeof customer) =>
      received(whose).flatMap((event) => tellingsOf(event.type).flatMap(({ type, who }) => who(event).map((user) => [type, user])))
    expect(toldOf(glanceOf({ owner: 'usr_li' }))).toEqual([['suggestion', 'usr_li']])
    const { owner: _nobody, ...ownerless } = glanceOf()
    expect(toldOf(ownerless)).toEqual([])
  })

  it('is accepted or declined, what was accepted is done, and the customer is told of either', () => {
    const steps: Readonly<Record<Suggestion['state'], Readonly<Record<string, string>>>> = {
      received: { accept: 'accepted', decline: 'declined', finish: 'no', tell: 'no' },
      accepted: { accept: 'accepted', decline: 'declined', finish: 'done', tell: 'no' },
      declined: { accept: 'no', decline: 'declined', finish: 'no', tell: 'told' },
      done: { accept: 'no', decline: 'no', finish: 'done', tell: 'told' },
      told: { accept: 'no', decline: 'no', finish: 'no', tell: 'told' },
      withdrawn: { accept: 'no', decline: 'no', finish: 'no', tell: 'no' },
    }
    for (const [state, verbs] of Object.entries(steps) as [Suggestion['state'], Readonly<Record<string, string>>][])
      for (const [verb, then] of Object.entries(verbs)) {
        const step = (verb === 'decline' ? { type: 'decline', reason: '无班次' } : { type: verb }) as SuggestionCommandBody
        const story = at(state).when(of(step))
        if (then === 'no') story.thenRefused('suggestion.not_now', { state })
        else expect(story.after, `${verb} at ${state}`).toMatchObject({ state: then })
      }
  })

  it('is reworded with the survey that it came by, until somebody has answered it', () => {
    const reworded = of({ type: 'receive', id, draft: { ...draft, text: '周六提货' } })
    expect(at('received').when(reworded).after).toMatchObject({ text: '周六提货' })
    at('accepted').when(reworded).thenNothing()
    at('received').when(receive).thenNothing()
  })

  it('is withdrawn with the answer in which it stood, unless somebody has answered it; written anew, it is there again', () => {
    const withdraw = of({ type: 'withdraw' })
    expect(at('received').when(withdraw).after).toMatchObject({ state: 'withdrawn' })
    for (const state of ['accepted', 'declined', 'done', 'told', 'withdrawn'] as const) at(state).when(withdraw).thenNothing()
    for (const text of [draft.text, '周六提货'])
      expect(at('withdrawn').when(of({ type: 'receive', id, draft: { ...draft, text } })).after).toMatchObject({ state: 'received', text })
  })

  it('is about themes of the list, and a theme that was retired since may stay', () => {
    at('received')
      .when(of({ type: 'sort', themes: { themes: ['nothing_of_ours'], tags: [] }, list }))
      .thenRefused('request.invalid')
    const sorted = at('received').when(of({ type: 'sort', themes: { themes: ['pickup', 'pickup'], tags: ['周五'] }, list }))
    expect(sorted.after).toMatchObject({ themes: ['pickup'], tags: ['周五'], sorted: { by: 'usr_test' } })
    const retired = { ...list, values: list.values.map((value) => ({ ...value, active: false })) }
    const kept = stories(suggestions, sorted.after).given()
    expect(kept.when(of({ type: 'sort', themes: { themes: ['pickup'], tags: [] }, list: retired })).after).toMatchObject({
      themes: ['pickup'],
      tags: [],
    })
  })

  it('is for those who look after the customer', () => {
    const stranger = contextOf({ actor: { reach: { kind: 'team', team: 'sales_south' } } })
    at('received')
      .when(of({ type: 'accept' }), stranger)
      .thenRefused('access.out_of_scope')
    stories(suggestions)
      .given()
      .when({ ...receive, customer: undefined })
      .thenRefused('customer.not_found')
  })
})

describe('the figures of suggestions', () => {
  it('say how many were closed, how long that took, and what was said of them by a person', () => {
    const told = (days: number) =>
      rowOf(
        Suggestion.parse({
          ...standing('told'),
          told: { at: new Date(Date.parse('2026-11-01T00:00:00Z') + days * 86_400_000).toISOString(), by: 'usr_li' },
        }),
      )
    const guessed = rowOf(Suggestion.parse({ ...standing('received'), themes: ['price'] }))
    const sorted = rowOf(
      Suggestion.parse({ ...standing('accepted'), themes: ['pickup'], sorted: { at: '2026-11-02T00:00:00.000Z', by: 'usr_li' } }),
    )
    const figures = suggestionFigures([told(2), told(4), told(12), guessed, sorted])
    expect(figures).toMatchObject({
      received: 5,
      closure: { count: 3, of: 5, share: 0.6 },
      daysToTold: { count: 3, median: 4, longest: 12 },
    })
    expect(figures.themes).toEqual([{ theme: 'pickup', kind: 'theme', count: 1, months: { '2026-11': 1 } }])
    expect(suggestionFigures([told(2), rowOf(standing('withdrawn'))])).toMatchObject({
      received: 2,
      states: { told: 1, withdrawn: 1 },
      closure: { count: 1, of: 1 },
    })
    expect(suggestionFigures([])).toEqual({ received: 0, states: {}, themes: [] })
  })
})

keepsTheLaws('suggestions', {
  decider: suggestions,
  commands: fc
    .constantFrom<SuggestionCommandBody>(
      { type: 'receive', id, draft },
      { type: 'receive', id, draft: { ...draft, text: '周六提货' } },
      { type: 'withdraw' },
      { type: 'accept' },
      { type: 'decline', reason: '无班次' },
      { type: 'finish' },
      { type: 'tell' },
      { type: 'sort', themes: { themes: ['pickup'], tags: [] }, list },
      { type: 'sort', themes: { themes: [], tags: ['周五'] }, list },
    )
    .map(of),
  contexts: fc.constantFrom('2026-11-21T08:30:00.000Z', '2026-11-22T08:30:00.000Z').map((now) => contextOf({ now })),
  events: [
    'suggestion.received',
    'suggestion.reworded',
    'suggestion.withdrawn',
    'suggestion.accepted',
    'suggestion.declined',
    'suggestion.done',
    'suggestion.told',
    'suggestion.sorted',
  ],
})
