import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { listStore } from '../../../adapters/dynamo/lists/list-store.ts'
import { messageStore } from '../../../adapters/dynamo/messages/message-store.ts'
import { suggestionQueries } from '../../../adapters/dynamo/suggestions/suggestion-queries.ts'
import { suggestionStore } from '../../../adapters/dynamo/suggestions/suggestion-store.ts'
import { type SuggestionCommandBody, suggestions } from '../../../domain/suggestions/decide.ts'
import { SuggestionDraft } from '../../../domain/suggestions/suggestion.ts'
import { faultyFields } from '../../../domain/templates/fields.ts'
import { suggestionTold } from '../../../domain/templates/shipped/suggestion-mail.ts'
import { type SuggestionPorts, suggestionRoutes } from '../../../functions/http/suggestions.routes.ts'
import { derivedId } from '../../../functions/runtime/derived-id.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { newIds } from '../../../functions/runtime/new-ids.ts'
import { contextOf } from '../../support/context.ts'
import { glanceOf, putCustomers } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

const customer = glanceOf({ id: `cus_${ulid()}` })
const contactId = `con_${ulid()}`
let engine: TestTable
let ports: SuggestionPorts
beforeAll(async () => {
  engine = await startTestTable()
  const { table, cursors } = engine
  ports = {
    suggestions: suggestionStore(table),
    suggested: suggestionQueries(table, cursors),
    glances: customerGlances(table),
    lists: listStore(table),
    messages: messageStore(table),
  }
  await putCustomers(table, [customer])
})
afterAll(() => engine?.stop())

const standing = async (draft: object, steps: readonly SuggestionCommandBody[]): Promise<string> => {
  const id = `sug_${ulid()}`
  const received = {
    type: 'receive',
    id,
    draft: SuggestionDraft.parse({ customerId: customer.id, text: '周五下午提货', ...draft }),
  } as const
  for (const body of [received, ...steps])
    await execute(suggestions, ports.suggestions, { id, command: { ...body, customer }, context: contextOf() })
  return id
}
const done = [{ type: 'accept' }, { type: 'finish' }] as const

const tell = (suggestionId: string, body: object = {}) => {
  const route = suggestionRoutes['POST /v1/suggestions/{suggestionId}/tell']
  if (!route) throw new Error('suggestions are told')
  return route.handle(ports, { path: { suggestionId }, body, query: {}, context: contextOf(), ifMatch: undefined, ...newIds(undefined) })
}
const messageFor = async (id: string) => (await ports.messages.load(derivedId('message', `suggestion:${id}:told`)))?.state
const stateOf = async (id: string) => (await ports.suggestions.load(id))?.state?.state

describe('telling what came of a suggestion', () => {
  it('writes to whoever made it, once, however often it is said', async () => {
    const id = await standing({ contactId }, done)
    const message = '下周起周五下午可提货'
    expect(await tell(id, { message })).toMatchObject({ ok: true, value: { state: 'told' } })
    const queued = await messageFor(id)
    expect(queued).toMatchObject({
      to: { kind: 'contact', id: contactId },
      customerId: customer.id,
      template: 'suggestion.told',
      fields: { suggested: '周五下午提货', message },
    })
    expect(faultyFields(suggestionTold.fields, queued?.fields)).toEqual([])
    expect(await tell(id, { message: '再说一次' })).toMatchObject({ ok: true })
    expect(await messageFor(id)).toEqual(queued)
  })

  it('writes to an individual themselves, who suggested it as nobody’s contact', async () => {
    const sender = glanceOf({ kind: 'individual' })
    await putCustomers(engine.table, [sender])
    const id = await standing({ customerId: sender.id }, done)
    expect(await tell(id, { message: '周六可以' })).toMatchObject({ ok: true })
    expect(await messageFor(id)).toMatchObject({ to: { kind: 'customer', id: sender.id } })
  })

  it('says why where it was declined', async () => {
    const id = await standing({ contactId }, [{ type: 'decline', reason: '该线路周五无班次' }])
    await tell(id, { message: '我们会再看' })
    expect((await messageFor(id))?.fields).toMatchObject({ reason: '该线路周五无班次' })
  })

  it('writes nothing where there is no message', async () => {
    const id = await standing({ contactId }, done)
    expect(await tell(id)).toMatchObject({ ok: true })
    expect([await stateOf(id), await messageFor(id)]).toEqual(['told', undefined])
  })

  it('is refused, and nothing is told, where nobody is known to write to or it is not the time', async () => {
    const nobody = await standing({}, done)
    expect(await tell(nobody, { message: '好' })).toMatchObject({ ok: false, error: { code: 'suggestion.no_contact' } })
    const early = await standing({ contactId }, [])
    expect(await tell(early, { message: '好' })).toMatchObject({ ok: false, error: { code: 'suggestion.not_now' } })
    for (const id of [nobody, early]) expect(await messageFor(id)).toBeUndefined()
    expect([await stateOf(nobody), await stateOf(early)]).toEqual(['done', 'received'])
  })
})
