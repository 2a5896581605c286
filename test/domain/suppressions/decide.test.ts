import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SuppressionCommand, suppressions } from '../../../domain/suppressions/decide.ts'
import { isStopped, type Scope } from '../../../domain/suppressions/suppression.ts'
import { contextOf } from '../../support/context.ts'
import { stories } from '../../support/given.ts'
import { keepsTheLaws } from '../../support/laws.ts'

const id = 'sup_01KAJ0000000000000000000AA'
const { given } = stories(suppressions)
const suppress = (scope: Scope, recipient = 'con_1') =>
  ({ type: 'suppress', id, channel: 'email', scope, reason: 'unsubscribed', recipient, customerId: undefined }) as const
const lift = (scope: Scope) => ({ type: 'lift', scope, reason: 'They called' }) as const

const playing = (...commands: readonly SuppressionCommand[]) =>
  commands.reduce<ReturnType<typeof given>['state']>((state, command) => {
    const { after: next } = stories(suppressions, state).given().when(command)
    return next
  }, undefined)
const stopped = (state: ReturnType<typeof playing>) =>
  (['transactional', 'marketing', 'survey'] as const).filter((category) => isStopped(state, category))

describe('an address to which something no longer goes', () => {
  it('gets nothing where all is stopped, and its own business where it only wanted no promotion', () => {
    expect(stopped(playing(suppress('all')))).toEqual(['transactional', 'marketing', 'survey'])
    expect(stopped(playing(suppress('marketing')))).toEqual(['marketing'])
    expect(stopped(playing(suppress('survey')))).toEqual(['survey'])
    expect(stopped(undefined)).toEqual([])
  })

  it('is stopped once, however often that is told, and once more for whoever else has it', () => {
    const one = playing(suppress('marketing'))
    stories(suppressions, one).given().when(suppress('marketing')).thenNothing()
    expect(playing(suppress('marketing'), suppress('marketing', 'con_2'))).toMatchObject({ recipients: ['con_1', 'con_2'] })
  })

  it('keeps why, when and by whom it was stopped when somebody else turns out to have it', () => {
    const complained = playing({ ...suppress('all'), reason: 'complained' })
    const shared = stories(suppressions, complained)
      .given()
      .when({ ...suppress('all', 'con_2'), reason: 'by_hand', note: 'mine' }, contextOf({ actor: { id: 'usr_other' } })).after
    expect(shared).toEqual({ ...complained, recipients: ['con_1', 'con_2'] })
  })

  it('has mail again when somebody says why, for what they name alone', () => {
    const state = playing(suppress('all'), suppress('survey'), lift('all'))
    expect(stopped(state)).toEqual(['survey'])
    expect(state).toMatchObject({ lifted: { scope: 'all', reason: 'They called', by: 'usr_test' } })
    stories(suppressions, state).given().when(lift('all')).thenNothing()
  })

  it('must be there to be lifted', () => {
    given().when(lift('all')).thenRefused('suppression.not_found')
  })
})

const scopes = fc.constantFrom<Scope>('all', 'marketing', 'survey')
keepsTheLaws('suppressions', {
  decider: suppressions,
  commands: fc.oneof(
    fc.tuple(scopes, fc.constantFrom('con_1', 'con_2')).map(([scope, recipient]) => suppress(scope, recipient)),
    scopes.map(lift),
  ),
  events: ['suppression.added', 'suppression.lifted'],
})
