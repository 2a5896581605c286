import { expect, test } from 'vitest'
import { identityStatements, resourceStatements, written } from './statements.ts'
import { synthesize } from './synthesis.ts'

const synthesis = synthesize('prod')
const granted = identityStatements(synthesis)

test('every permission of the deployment stands in a list for review', async () => {
  const list = written(synthesis, [...granted, ...resourceStatements(synthesis)])
  await expect(list).toMatchFileSnapshot('iam-statements.txt')
})

test('no function may do an action that it did not name', () => {
  const wild = granted.filter(({ Effect, Action }) => Effect === 'Allow' && Action.some((action) => action.includes('*')))
  expect(wild).toEqual([])
})

test('nothing is granted on everything without a condition', () => {
  const boundless = granted.filter(({ resources, Condition }) => resources.includes('*') && Object.keys(Condition).length === 0)
  expect(boundless).toEqual([])
})

test('whoever touches records is held to the keys of their nouns', () => {
  const onRecords = granted.filter(({ resources }) => resources.some((resource) => resource.startsWith('Records.Arn')))
  expect(onRecords.length).toBeGreaterThan(10)
  for (const { Condition, Action } of onRecords) {
    const held = Condition['ForAllValues:StringLike'] ?? Condition['ForAllValues:StringEquals']
    // The sweep meets items of every noun, and may touch nothing of them but their place among what falls due.
    if (held && 'dynamodb:Attributes' in held) {
      expect([Action].flat()).toEqual(['dynamodb:PartiQLUpdate'])
      expect(held).toEqual({ 'dynamodb:Attributes': ['pk', 'sk', 'dueKey'] })
    } else expect(held).toHaveProperty(['dynamodb:LeadingKeys'])
  }
})

test('an event, once written, cannot be changed or deleted by any function', () => {
  const changing = granted.filter(({ Action }) => Action.some((action) => /UpdateItem|DeleteItem|BatchWrite|PartiQL/.test(action)))
  const reaching = changing.filter(({ Condition }) => JSON.stringify(Condition).includes('EVENTS'))
  expect(changing.length).toBeGreaterThan(0)
  expect(reaching).toEqual([])
})

const sealing = 'kms:EncryptionContext:purpose'

test('only the functions of customers, contacts, colleagues and tickets, the page where a contact sees to their own data, and whoever sends messages can open any seal', () => {
  const openers = granted
    .filter(
      ({ Action, Condition }) => Action.includes('kms:Decrypt') && sealing in (Condition['StringEquals'] ?? {}) && !Condition['StringLike'],
    )
    .map(({ holder }) => holder.replace('RoleDefaultPolicy', ''))
  expect(openers.sort()).toEqual([
    'ContactsHandler',
    'CustomersHandler',
    'DesksHandler',
    'FamilyWorker',
    'InboundWorker',
    'MacrosHandler',
    'MeHandler',
    'MessageSenderWorker',
    'OwnDataPageHandler',
    'TicketsHandler',
  ])
})

test('whoever only brings or carries something opens the seals of that, and of nobody else', () => {
  const bound = granted.filter(({ Action, Condition }) => Action.includes('kms:Decrypt') && Condition['StringLike'])
  const whose = bound.map(
    ({ holder, Condition }) =>
      `${holder.replace('RoleDefaultPolicy', '')} ${String(Condition['StringLike']?.['kms:EncryptionContext:subject'])}`,
  )
  expect(whose.sort()).toEqual([
    'ContactPageHandler inb_*',
    'DoorsHandler inb_*',
    'InboundMailWorker inb_*',
    'MachineDoorsHandler inb_*',
    'TicketMailWorker tkt_*',
    'WebhookDeliveriesWorker whk_*',
    'WebhooksHandler whk_*',
  ])
})

test('nobody scans', () => {
  expect(granted.filter(({ Action }) => Action.includes('dynamodb:Scan'))).toEqual([])
})
