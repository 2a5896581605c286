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

test('whoever opens seals opens those of the records that it is there for, and of nobody else', () => {
  const sealing = 'kms:EncryptionContext:purpose'
  const openers = granted.filter(({ Action, Condition }) => Action.includes('kms:Decrypt') && sealing in (Condition['StringEquals'] ?? {}))
  const whose = openers.map(
    ({ holder, Condition }) =>
      `${holder.replace('RoleDefaultPolicy', '')}: ${[Condition['StringLike']?.['kms:EncryptionContext:subject']].flat().join(' ')}`,
  )
  expect(whose.sort()).toEqual([
    'ContactPageHandler: inb_*',
    'ContactsHandler: con_*',
    'CustomersHandler: cus_*',
    'DesksHandler: tkt_*',
    'DoorsHandler: inb_*',
    'FamilyWorker: tkt_*',
    'InboundMailWorker: inb_*',
    'InboundWorker: inb_* tkt_*',
    'MachineDoorsHandler: inb_*',
    'MacrosHandler: tkt_*',
    'MeHandler: stf_*',
    'MessageSenderWorker: con_* cus_* stf_* tkt_*',
    'OwnDataPageHandler: con_* cus_*',
    'TicketMailWorker: tkt_*',
    'TicketsHandler: tkt_*',
    'WebhookDeliveriesWorker: whk_*',
    'WebhooksHandler: whk_*',
  ])
})

test('whoever finds the key of a subject finds those of the records that it is there for', () => {
  const finding = granted.filter(
    ({ resources, Action }) => resources.some((name) => name.startsWith('VaultKeyStore')) && Action.includes('dynamodb:GetItem'),
  )
  expect(finding.length).toBeGreaterThan(10)
  for (const { Condition, holder } of finding)
    expect(Condition['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'], holder).toEqual(
      granted.find((one) => one.holder === holder && one.Condition['StringLike'])?.Condition['StringLike']?.[
        'kms:EncryptionContext:subject'
      ],
    )
})

test('nobody scans', () => {
  expect(granted.filter(({ Action }) => Action.includes('dynamodb:Scan'))).toEqual([])
})
